using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class EquatableListTests
{
    [Fact]
    public void Lists_are_equal_where_their_items_are_and_hash_by_them()
    {
        Assert.Equal(new MplsEncapsulation(1, 2), new MplsEncapsulation(1, 2));
        Assert.NotEqual(new MplsEncapsulation(1, 2), new MplsEncapsulation(2, 1));
        Assert.Equal(EquatableList<int>.Of([1, 2])!.GetHashCode(), EquatableList<int>.Of([1, 2])!.GetHashCode());
        Assert.NotEqual(EquatableList<int>.Of([1, 2])!.GetHashCode(), EquatableList<int>.Of([2, 1])!.GetHashCode());
    }
}
