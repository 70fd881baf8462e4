namespace LinuxNetns.Tests;

/// <summary>Names are written as for the looks: <c>red=1 blue=?</c>: the namespace 1, a name without a namespace.</summary>
public sealed class NameGlanceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lnx-glance-").FullName;

    public void Dispose() => Directory.Delete(_directory);

    [Theory]
    [InlineData("", "a=1", "a=1")]
    [InlineData("", "b=1 a=2", "a=2 b=1")]
    [InlineData("", "b=1 a=? c=?", "a=? b=1 c=?")]
    [InlineData("a=?", "a=1", "a=1")]
    [InlineData("a=?", "a=? b=2", "b=2")]
    [InlineData("a=1", "b=2", "b=2")]
    [InlineData("a=1", "b=1", null)] // a rename, or another name for it
    [InlineData("", "a=1 b=1", null)]
    [InlineData("a=1", "b=? c=2 d=1", null)]
    public void What_is_understood_is_told_by_name_and_else_nothing(string known, string there, string? news) => Check(known, new StagedLook(there), mountsChanged: true, news);

    [Fact]
    public void A_file_that_was_told_is_looked_at_only_after_a_change_of_mounts()
    {
        Check("a=?", new StagedLook("a=1 b=?"), mountsChanged: false, "b=?");
        Check("a=?", new StagedLook("a=1 b=?"), mountsChanged: true, "a=1 b=?");
    }

    [Fact]
    public void A_file_that_is_gone_was_nothing_unless_it_was_told()
    {
        var fresh = new FreshNames();
        fresh.Add("a", 0);
        fresh.Add("b", 0);
        Check("", new StagedLook("b=1"), mountsChanged: true, "b=1", fresh);
        Assert.Equal(["b"], fresh.Sorted(_ => true));

        fresh.Add("a", 0);
        Check("a=?", new StagedLook("b=1"), mountsChanged: true, news: null, fresh);
    }

    [Fact]
    public void A_file_is_told_as_what_it_is_under_the_lock()
    {
        Check("", new StagedLook("a=? b=2 c=?", "a=1 c=?"), mountsChanged: true, "a=1 b=2 c=?");
        Check("x=1", new StagedLook("a=? b=2", "a=1"), mountsChanged: true, news: null); // the rename has ended meanwhile
        Check("", new StagedLook("a=? b=2", "a=2"), mountsChanged: true, news: null);
        Check("", new StagedLook("a=? b=2 c=?", "c=?"), mountsChanged: true, "b=2 c=?");
    }

    [Fact]
    public void A_file_is_not_told_while_somebody_holds_the_lock()
    {
        using var holder = new Microsoft.Win32.SafeHandles.SafeFileHandle(Interop.Open(_directory, Interop.O_RDONLY | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0), ownsHandle: true);
        Assert.Equal(0, Interop.Flock(holder, Interop.LOCK_EX));

        Check("", new StagedLook("a=? b=2"), mountsChanged: true, news: null);
        Check("", new StagedLook("b=2"), mountsChanged: true, "b=2");
    }

    [Fact]
    public void Fresh_names_are_kept_while_they_may_be_adds_under_way()
    {
        var fresh = new FreshNames();
        foreach (string name in (string[])["file", "ready", "gone"])
            fresh.Add(name, 100);
        Dictionary<string, WatchedName> known = StagedLook.Parse("file=? ready=1");

        fresh.Prune(known, 100 + NamespaceFile.AddMilliseconds);
        Assert.Equal(["file"], fresh.Sorted(_ => true));
        fresh.Add("file", 5000); // is no newer for that
        fresh.Prune(known, 101 + NamespaceFile.AddMilliseconds);
        Assert.Equal(0, fresh.Count);
    }

    private void Check(string known, StagedLook look, bool mountsChanged, string? news, FreshNames? fresh = null)
    {
        if (fresh is null)
        {
            fresh = new FreshNames();
            foreach (string name in look.Names)
                fresh.Add(name, 0);
        }

        Dictionary<string, WatchedName> there = StagedLook.Parse(known);
        using var glance = new NameGlance(_directory, look);
        bool isClear = glance.Take(fresh, there, there.Values.Where(name => name.Stage == NameStage.Ready).Select(name => name.Id).ToHashSet(), mountsChanged);
        Assert.Equal(news, isClear ? string.Join(' ', glance.News.Select(glimpse => StagedLook.Text(glimpse.Name, glimpse.Seen))) : null);
    }
}
