using System.Globalization;

namespace LinuxNetns.Tests;

/// <summary>Looks are written as <c>red=1 blue=? green=~</c>: the namespace 1, a name without a namespace, a leftover.</summary>
public sealed class SnapshotDifferTests
{
    private const long Now = 10_000;

    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "a=?", "Added a")]
    [InlineData("", "a=1", "Added a, Ready a:1")]
    [InlineData("a=?", "a=?", "")]
    [InlineData("a=?", "a=1", "Ready a:1")]
    [InlineData("a=?", "", "Removed a")]
    [InlineData("a=1", "a=1", "")]
    [InlineData("a=1", "", "Removed a:1")]
    [InlineData("a=1", "a=?", "Removed a:1")]
    [InlineData("a=1", "a=2", "Removed a:1, Added a, Ready a:2")]
    [InlineData("b=1 a=2", "", "Removed a:2, Removed b:1")]
    [InlineData("", "b=1 a=2", "Added a, Ready a:2, Added b, Ready b:1")]
    public void A_name_comes_gets_ready_and_goes(string known, string look, string events) => Check(known, look, events);

    [Theory]
    [InlineData("a=1", "b=1", "Renamed a→b:1")]
    [InlineData("a=1 b=?", "b=1", "Renamed a→b:1")]
    [InlineData("a=1 b=~", "b=1", "Renamed a→b:1")]
    [InlineData("a=1", "a=? b=1", "Renamed a→b:1")]
    [InlineData("a=1", "a=2 b=1", "Renamed a→b:1, Added a, Ready a:2")]
    [InlineData("a=1 b=2", "b=1", "Removed b:2, Renamed a→b:1")]
    [InlineData("a=1 b=2", "b=1 c=2", "Renamed b→c:2, Renamed a→b:1")]
    [InlineData("a=1 b=2", "a=2 b=1", "Removed a:1, Removed b:2, Added a, Ready a:2, Added b, Ready b:1")]
    [InlineData("a=1 b=2 c=3", "a=2 b=3 c=1", "Removed a:1, Removed b:2, Removed c:3, Added a, Ready a:2, Added b, Ready b:3, Added c, Ready c:1")]
    [InlineData("a=1", "a=1 b=1", "Added b, Ready b:1")]
    [InlineData("a=1 b=1", "b=1", "Removed a:1")]
    [InlineData("a=1 b=1", "b=1 c=1", "Renamed a→c:1")]
    [InlineData("a=1 b=1", "c=1", "Removed b:1, Renamed a→c:1")]
    [InlineData("a=1", "b=1 c=1", "Renamed a→b:1, Added c, Ready c:1")]
    [InlineData("a=?", "b=?", "Removed a, Added b")]
    public void A_namespace_that_leaves_one_name_and_gets_another_is_renamed(string known, string look, string events) => Check(known, look, events);

    [Theory]
    [InlineData("a=~", "", "")]
    [InlineData("a=~", "a=?", "")]
    [InlineData("a=~", "a=1", "Added a, Ready a:1")]
    public void A_file_that_its_namespace_left_is_no_name_for_a_moment(string known, string look, string events) => Check(known, look, events);

    [Fact]
    public void A_leftover_is_a_name_again_when_its_time_is_over()
    {
        SnapshotDiff first = SnapshotDiffer.Compare(Look("a=1"), Look("a=?"), Now);
        Assert.Equal(NameStage.Leftover, first.Next["a"].Stage);
        Assert.Equal(Now + SnapshotDiffer.LeftoverGrace, first.LookAgainAt);

        SnapshotDiff early = SnapshotDiffer.Compare(first.Next, Look("a=?"), Now + SnapshotDiffer.LeftoverGrace - 1);
        Assert.Empty(early.Events);
        Assert.Equal(first.LookAgainAt, early.LookAgainAt);

        SnapshotDiff late = SnapshotDiffer.Compare(early.Next, Look("a=?"), Now + SnapshotDiffer.LeftoverGrace);
        Assert.Equal("Added a", Text(late));
        Assert.Null(late.LookAgainAt);
        Assert.Equal("", Text(SnapshotDiffer.Compare(late.Next, Look("a=?"), Now + 100_000)));
    }

    [Fact]
    public void A_recycled_inode_is_another_namespace_where_the_kernel_has_ids()
    {
        WatchedName before = Ready(kernelId: 5, inode: 9, mount: 1), after = Ready(kernelId: 6, inode: 9, mount: 1);

        Assert.Equal(["Removed", "Added", "Ready"], Kinds(before, after));
        Assert.Empty(Kinds(before, Ready(kernelId: 5, inode: 9, mount: 2) with { IsRenewed = true }));
    }

    [Fact]
    public void A_recycled_inode_is_another_namespace_by_its_netns_id_where_the_kernel_has_none()
    {
        WatchedName before = Ready(null, inode: 9, mount: 1) with { NetnsId = 1 };

        Assert.Equal(["Removed", "Added", "Ready"], Kinds(before, before with { NetnsId = 2 }));
        Assert.Empty(Kinds(before, before with { MountId = 2, IsRenewed = true }));
    }

    [Fact]
    public void A_recycled_inode_is_another_namespace_by_its_mount_or_its_deletion_where_there_is_no_id_at_all()
    {
        WatchedName before = Ready(null, inode: 9, mount: 1);

        Assert.Empty(Kinds(before, before));
        Assert.Equal(["Removed", "Added", "Ready"], Kinds(before, before with { MountId = 2 }));
        Assert.Equal(["Removed", "Added", "Ready"], Kinds(before, before with { IsRenewed = true }));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("", "a=?", true)]
    [InlineData("a=?", "a=?", false)]
    [InlineData("", "a=1 b=2", false)]
    [InlineData("a=1", "a=1 b=?", true)]
    [InlineData("a=1", "a=1 b=1", true)]
    [InlineData("a=1", "b=1", false)]
    [InlineData("a=1 b=1", "a=1 b=1", false)]
    [InlineData("a=1 b=?", "a=1 b=1", true)]
    [InlineData("a=1", "a=1 b=2", false)]
    [InlineData("a=1", "", true)]
    [InlineData("a=1", "a=?", true)]
    [InlineData("a=1", "a=2", true)]
    [InlineData("a=?", "", false)]
    public void A_new_file_or_a_second_name_or_a_lost_one_may_be_half_a_rename(string known, string look, bool expected) =>
        Assert.Equal(expected, SnapshotDiffer.MayBeHalfRenamed(Look(known), Look(look)));

    private static IEnumerable<string> Kinds(WatchedName before, WatchedName after) =>
        SnapshotDiffer.Compare(new Dictionary<string, WatchedName> { ["a"] = before }, new Dictionary<string, WatchedName> { ["a"] = after }, Now).Events.Select(e => e.Kind.ToString());

    private static void Check(string known, string look, string events)
    {
        SnapshotDiff diff = SnapshotDiffer.Compare(Look(known), Look(look), Now);

        Assert.Equal(events, Text(diff));
        Assert.Equal(Look(look).Keys.Order(), diff.Next.Keys.Order());
    }

    private static string Text(SnapshotDiff diff) =>
        string.Join(", ", diff.Events.Select(e => $"{e.Kind} {e.OldName}{(e.OldName is null ? "" : "→")}{e.Name}{(e.Id is { } id ? $":{id.KernelId}" : "")}"));

    private static Dictionary<string, WatchedName> Look(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=')).ToDictionary(
        pair => pair[0],
        pair => pair[1] switch
        {
            "?" => WatchedName.Named,
            "~" => new WatchedName { Stage = NameStage.Leftover, Since = Now },
            string id => Ready(ulong.Parse(id, CultureInfo.InvariantCulture), inode: 100, mount: 0),
        });

    private static WatchedName Ready(ulong? kernelId, ulong inode, ulong mount) => new() { Stage = NameStage.Ready, Id = new NamespaceId(kernelId, 4, inode), MountId = mount };
}
