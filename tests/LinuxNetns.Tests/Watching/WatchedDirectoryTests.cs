using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests;

public sealed class WatchedDirectoryTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("lnx-watched-").FullName;
    private readonly FreeLook _look = new();
    private readonly WatchedDirectory _watched;
    private readonly WatchSubscription _reader;

    public WatchedDirectoryTests()
    {
        _watched = new WatchedDirectory(_path, new SharedWatches(new StagedNotifier()), destruction: null, _look);
        _reader = new WatchSubscription(_path, new WatchLoop(new WatchSeams()));
        _watched.Join(_reader);
        Assert.Equal("", Turn());
    }

    public void Dispose() => Directory.Delete(_path);

    [Fact]
    public void An_add_is_told_without_a_look_and_confirmed_by_one_later()
    {
        Create("a", WatchedName.Named);
        Assert.Equal("Added a", Turn());
        _look.There["a"] = StagedLook.Ready(1);
        _watched.Touch();
        Assert.Equal("Ready a", Turn());
        Assert.Equal(1, _look.Looks);
        Assert.NotNull(_watched.DueAt);

        Assert.Equal("", Turn(now: _watched.DueAt!.Value));
        Assert.Equal(2, _look.Looks);
        Assert.Null(_watched.DueAt);
    }

    [Fact]
    public void A_rename_of_a_name_that_a_glance_told_is_left_to_a_look()
    {
        Create("a", StagedLook.Ready(1));
        Assert.Equal("Added a, Ready a", Turn());

        Create("b", StagedLook.Ready(1));
        Assert.Equal("", Turn(mayLook: false));
        Assert.True(_watched.IsDirty);
        Delete("a");
        Assert.Equal("Renamed b", Turn());
    }

    [Fact]
    public void A_name_that_was_deleted_is_not_told_anew_by_a_glance()
    {
        Create("a", StagedLook.Ready(1));
        Assert.Equal("Added a, Ready a", Turn());

        Delete("a");
        Create("a", StagedLook.Ready(2));
        Assert.Equal("", Turn(mayLook: false));
        Assert.Equal("Removed a, Added a, Ready a", Turn());
    }

    [Fact]
    public void After_a_loss_nothing_is_told_before_the_look()
    {
        _watched.Lose();
        Create("a", StagedLook.Ready(1));

        Assert.Equal("", Turn(mayLook: false));
        Assert.Equal("Resync, Added a, Ready a", Turn());
    }

    [Fact]
    public void Very_many_new_names_are_looked_at_all_together()
    {
        for (ulong i = 0; i < 1000; i++)
            Create($"n{i}", StagedLook.Ready(i));

        Assert.Equal(1999, Turn().Count(c => c == ','));
        Assert.Equal(2, _look.Looks);
    }

    [Fact]
    public void Changes_of_mounts_that_no_name_explains_are_looked_into_together_and_soon()
    {
        for (int now = 0; now < 5; now++)
        {
            _watched.Touch();
            Assert.Equal("", Turn(now: now));
        }

        Assert.Equal(1, _look.Looks);
        Assert.InRange(_watched.DueAt!.Value, 1, 1000);
    }

    private string Turn(long now = 0, bool mayLook = true)
    {
        _watched.Turn(now, mayLook);
        var events = new List<string>();
        while (_reader.Events.TryRead(out NamespaceEvent? e))
            events.Add($"{e.Kind} {e.Name}".TrimEnd());
        return string.Join(", ", events);
    }

    private void Create(string name, WatchedName now)
    {
        _look.There[name] = now;
        _watched.Notify(new InotifyEvent(1, Interop.IN_CREATE, name));
        _watched.Touch();
    }

    private void Delete(string name)
    {
        _look.There.Remove(name);
        _watched.Notify(new InotifyEvent(1, Interop.IN_DELETE, name));
    }

    private sealed class FreeLook : INamespaceLook
    {
        internal Dictionary<string, WatchedName> There { get; } = new(StringComparer.Ordinal);

        internal int Looks { get; private set; }

        public Dictionary<string, WatchedName> Take(IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trustMounts)
        {
            Looks++;
            return new Dictionary<string, WatchedName>(There);
        }

        public WatchedName? TakeOne(string name, out SafeFileHandle? handle)
        {
            WatchedName? there = There.GetValueOrDefault(name);
            handle = there?.Stage == NameStage.Ready ? new SafeFileHandle() : null;
            return there;
        }
    }
}
