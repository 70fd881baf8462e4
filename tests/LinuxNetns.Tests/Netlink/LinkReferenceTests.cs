using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>What is asked before a link is touched: nothing for a name or an index, the name of its index for a link that has both.</summary>
public class LinkReferenceTests
{
    private static readonly Link s_read = new("eth0") { Index = 5 };

    [Fact]
    public void A_name_and_an_index_are_sent_as_they_are()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.Delete("eth0");
        connection.Links.Delete(5);
        connection.Addresses.Add(5, "10.1.1.1/24");

        Assert.Equal(3, peer.Sent.Count);
    }

    [Fact]
    public void Of_a_link_that_was_read_the_name_is_looked_at_first()
    {
        FakePeer peer = new(s => [Wire.Link(s[0], 5, "eth0", flags: 0)], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.Delete(s_read);

        Assert.Equal([(int)MessageType.GetLink, (int)MessageType.DeleteLink], peer.Sent.Select(sent => (int)BitConverter.ToUInt16(sent, 4)));
    }

    [Fact]
    public void Another_name_is_another_device()
    {
        FakePeer peer = new(s => [Wire.Link(s[0], 5, "eth1", flags: 0)], s => [Wire.Link(s[0], 5, "eth1", flags: 0)]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => connection.Links.Delete(s_read)).Errno);
        Assert.Null(connection.Links.Find(s_read));

        Assert.DoesNotContain(peer.Sent, sent => BitConverter.ToUInt16(sent, 4) != (int)MessageType.GetLink);
    }

    [Fact]
    public void A_link_without_a_name_is_its_index() => Assert.Equal((null, 5), (((LinkReference)new Link { Index = 5 }).Name, ((LinkReference)new Link { Index = 5 }).Index));
}
