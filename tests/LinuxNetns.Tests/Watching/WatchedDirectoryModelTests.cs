using System.Globalization;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests;

/// <summary>A directory that changes at random, told of late and in pieces, with glances and looks in between: whoever applies the events one by one knows it at the end. No look is forced: the notifications must lead to it.</summary>
public sealed class WatchedDirectoryModelTests
{
    private static readonly string[] s_names = ["a", "b", "c", "d", "e"];

    [Fact]
    public void The_events_of_glances_and_looks_applied_one_by_one_give_the_directory()
    {
        string path = Directory.CreateTempSubdirectory("lnx-model-").FullName;
        var loop = new WatchLoop(new WatchSeams()); // never started
        int glanced = 0;
        for (int seed = 0; seed < 300; seed++)
            glanced += new Model(path, loop, seed).Run();

        Directory.Delete(path);
        Assert.True(glanced > 300, $"{glanced} names were told by a glance.");
    }

    private sealed class Model : INamespaceLook
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly WatchedDirectory _watched;
        private readonly WatchSubscription _reader;
        private readonly Dictionary<string, WatchedName> _there = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ulong?> _folded = new(StringComparer.Ordinal);
        private readonly Queue<InotifyEvent?> _notifications = new();
        private ulong _lastId;
        private long _now;
        private int _looks;
        private int _glanced;

        internal Model(string path, WatchLoop loop, int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _watched = new WatchedDirectory(path, new SharedWatches(new StagedNotifier()), destruction: null, this);
            _reader = new WatchSubscription(path, loop);
            _watched.Join(_reader);
        }

        public Dictionary<string, WatchedName> Take(IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trustMounts)
        {
            _looks++;
            return new Dictionary<string, WatchedName>(_there);
        }

        public WatchedName? TakeOne(string name, out SafeFileHandle? handle)
        {
            WatchedName? there = _there.GetValueOrDefault(name);
            handle = there?.Stage == NameStage.Ready ? new SafeFileHandle() : null;
            return there;
        }

        internal int Run()
        {
            _watched.Turn(_now, mayLook: true);
            for (int step = 0; step < 60; step++)
            {
                for (int changes = _random.Next(4); changes > 0; changes--)
                    Change();
                _now += _random.Next(40);
                for (int count = _random.Next(_notifications.Count + 1); count > 0; count--)
                    Deliver();
                Turn(mayLook: _random.Next(3) > 0);
            }

            while (_notifications.Count > 0)
                Deliver();
            for (int i = 0; i < 4; i++)
            {
                Turn(mayLook: true);
                _now += 2000;
            }

            Assert.False(_watched.IsDirty);
            Assert.Null(_watched.DueAt);
            Assert.Equal(
                _there.Select(pair => $"{_seed}: {StagedLook.Text(pair.Key, pair.Value)}").Order(),
                _folded.Select(pair => $"{_seed}: {pair.Key}={pair.Value?.ToString(CultureInfo.InvariantCulture) ?? "?"}").Order());
            return _glanced;
        }

        private void Turn(bool mayLook)
        {
            int looks = _looks;
            _watched.Turn(_now, mayLook);
            while (_reader.Events.TryRead(out NamespaceEvent? e))
            {
                Fold(e);
                _glanced += e.Kind == NamespaceEventKind.Ready && looks == _looks ? 1 : 0;
            }
        }

        private void Deliver()
        {
            if (_notifications.Dequeue() is { } e)
                _watched.Notify(in e);
            else
                _watched.Touch();
        }

        private void Change()
        {
            string name = s_names[_random.Next(s_names.Length)], other = s_names[_random.Next(s_names.Length)];
            WatchedName? there = _there.GetValueOrDefault(name);
            switch (_random.Next(8))
            {
                case 0 or 1 when there is null:
                    Make(name);
                    break;
                case 2 or 3 when there?.Stage == NameStage.Named:
                    Mount(name, StagedLook.Ready(++_lastId));
                    break;
                case 4 when there?.Stage == NameStage.Ready:
                    Mount(name, WatchedName.Named); // unmounted
                    break;
                case 5 when there is not null:
                    Delete(name);
                    break;
                case 6 when there?.Stage == NameStage.Ready && !_there.ContainsKey(other): // renamed, by one who takes no lock
                    Make(other);
                    Turn(mayLook: true);
                    Mount(other, there);
                    Deliver();
                    Turn(mayLook: true);
                    Delete(name);
                    break;
                case 7 when there?.Stage == NameStage.Ready && !_there.ContainsKey(other): // another name for it
                    Make(other);
                    Mount(other, there);
                    break;
            }
        }

        private void Make(string name)
        {
            _there[name] = WatchedName.Named;
            _notifications.Enqueue(new InotifyEvent(1, Interop.IN_CREATE, name));
        }

        private void Mount(string name, WatchedName now)
        {
            _there[name] = now;
            _notifications.Enqueue(null);
        }

        private void Delete(string name)
        {
            if (_there[name].Stage == NameStage.Ready)
                _notifications.Enqueue(null);
            _there.Remove(name);
            _notifications.Enqueue(new InotifyEvent(1, Interop.IN_DELETE, name));
        }

        private void Fold(NamespaceEvent e)
        {
            string context = $"seed {_seed}: {e}";
            switch (e.Kind)
            {
                case NamespaceEventKind.Added:
                    Assert.True(_folded.TryAdd(e.Name!, null), context);
                    break;
                case NamespaceEventKind.Ready:
                    Assert.True(_folded.TryGetValue(e.Name!, out ulong? before) && before is null, context);
                    _folded[e.Name!] = e.Id!.Value.KernelId;
                    break;
                case NamespaceEventKind.Removed:
                    Assert.True(_folded.Remove(e.Name!, out ulong? had) && had == e.Id?.KernelId, context);
                    break;
                case NamespaceEventKind.Renamed:
                    Assert.True(_folded.Remove(e.OldName!, out ulong? moved) && moved is not null && moved == e.Id?.KernelId, context);
                    Assert.True(_folded.GetValueOrDefault(e.Name!) is null, context);
                    _folded[e.Name!] = moved;
                    break;
                default:
                    Assert.Fail(context);
                    break;
            }
        }
    }
}
