using System.Globalization;

namespace LinuxNetns.Tests;

/// <summary>A directory that changes at random, looked at at random: whoever applies the events one by one knows the directory.</summary>
public sealed class SnapshotDifferModelTests
{
    private static readonly string[] s_names = ["a", "b", "c", "d", "e"];

    [Fact]
    public void The_events_applied_one_by_one_give_the_directory()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var directory = new Dictionary<string, WatchedName>();
            var known = new Dictionary<string, WatchedName>();
            var folded = new Dictionary<string, ulong?>();
            ulong lastId = 0;
            long now = 0;
            for (int step = 0; step < 60; step++)
            {
                for (int changes = random.Next(4); changes > 0; changes--)
                    Change(random, directory, ref lastId);
                now += random.Next(200);
                known = Apply(seed, known, directory, now, folded);
                foreach ((string name, WatchedName there) in directory)
                {
                    if (there.Stage == NameStage.Ready)
                        Assert.Equal(there.Id.KernelId, folded[name]);
                }
            }

            known = Apply(seed, known, directory, now + SnapshotDiffer.LeftoverGrace, folded);
            Assert.Equal(directory.Select(Text).Order(), folded.Select(pair => $"{pair.Key}={pair.Value}").Order());
            Assert.Equal(directory.Keys.Order(), known.Keys.Order());
        }
    }

    private static string Text(KeyValuePair<string, WatchedName> pair) =>
        string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={(pair.Value.Stage == NameStage.Ready ? pair.Value.Id.KernelId : null)}");

    private static void Change(Random random, Dictionary<string, WatchedName> directory, ref ulong lastId)
    {
        string name = s_names[random.Next(s_names.Length)], other = s_names[random.Next(s_names.Length)];
        WatchedName? there = directory.GetValueOrDefault(name);
        switch (random.Next(6))
        {
            case 0: // the file of an add, or what is left of a delete
                directory[name] = WatchedName.Named;
                break;
            case 1: // a namespace of its own; two namespaces may have one inode at different times
                lastId++;
                directory[name] = new WatchedName { Stage = NameStage.Ready, Id = new NamespaceId(lastId, 4, lastId % 3), MountId = lastId };
                break;
            case 2:
                directory.Remove(name);
                break;
            case 3 when there is not null: // renamed
                directory.Remove(name);
                directory[other] = there;
                break;
            case 4 when there is not null: // another name for it
                directory[other] = there;
                break;
            case 5 when there is not null && directory.TryGetValue(other, out WatchedName? swapped): // places changed
                (directory[name], directory[other]) = (swapped, there);
                break;
        }
    }

    private static Dictionary<string, WatchedName> Apply(
        int seed, Dictionary<string, WatchedName> known, Dictionary<string, WatchedName> directory, long now, Dictionary<string, ulong?> folded)
    {
        SnapshotDiff diff = SnapshotDiffer.Compare(known, new Dictionary<string, WatchedName>(directory), now);
        foreach (NamespaceEvent e in diff.Events)
        {
            string context = $"seed {seed}: {e}";
            switch (e.Kind)
            {
                case NamespaceEventKind.Added:
                    Assert.True(folded.TryAdd(e.Name!, null), context);
                    break;
                case NamespaceEventKind.Ready:
                    Assert.True(folded.TryGetValue(e.Name!, out ulong? before) && before is null, context);
                    folded[e.Name!] = e.Id!.Value.KernelId;
                    break;
                case NamespaceEventKind.Removed:
                    Assert.True(folded.Remove(e.Name!, out ulong? had) && had == e.Id?.KernelId, context);
                    break;
                case NamespaceEventKind.Renamed:
                    Assert.True(folded.Remove(e.OldName!, out ulong? moved) && moved is not null && moved == e.Id?.KernelId, context);
                    Assert.True(folded.GetValueOrDefault(e.Name!) is null, context);
                    folded[e.Name!] = moved;
                    break;
                default:
                    Assert.Fail(context);
                    break;
            }
        }

        return diff.Next;
    }
}
