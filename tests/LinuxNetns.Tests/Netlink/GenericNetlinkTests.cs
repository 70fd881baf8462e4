using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class GenericNetlinkTests
{
    /// <summary>An answer of the controller's, as Linux 6.18 gives it but for the list of commands.</summary>
    internal static byte[] Family(uint sequence, string name, int id, int flags = 0) => Wire.Message(
        16, flags, sequence, [1, 2, 0, 0], Wire.Text(2, name), Wire.Attribute(1, Wire.UInt16(id)), Wire.Attribute(3, Wire.Int32(1)), Wire.Attribute(4, Wire.Int32(0)),
        Wire.Attribute(5, Wire.Int32(8)),
        Wire.Attribute(7, Wire.Join(Wire.Attribute(1, Wire.Join(Wire.Attribute(2, Wire.Int32(5)), Wire.Text(1, "peers"))), Wire.Attribute(2, Wire.Join(Wire.Attribute(2, Wire.Int32(6)), Wire.Text(1, "more"))))));

    [Fact]
    public void A_family_is_found_by_name()
    {
        FakePeer peer = new(s => [Family(s[0], "wireguard", 0x1c)]);
        using var connection = new GenericNetlinkConnection(peer);

        GenericNetlinkFamily family = connection.GetFamily("wireguard");

        Assert.Equal((0x1c, "wireguard", 1, 0, 8), (family.Id, family.Name, family.Version, family.HeaderSize, family.MaxAttribute));
        Assert.Equal([new GenericNetlinkGroup("peers", 5), new GenericNetlinkGroup("more", 6)], family.Groups);
        Assert.Equal(Wire.Join([3, 2, 0, 0], Wire.Text(2, "wireguard")), peer.Sent[0][16..]);
        Assert.Equal((16, 1), (BitConverter.ToUInt16(peer.Sent[0], 4), BitConverter.ToUInt16(peer.Sent[0], 6)));
    }

    [Fact]
    public void An_absent_family_is_null_or_an_error_that_names_it()
    {
        static byte[][] Absent(uint[] s) => [Wire.Ack(s[0], (int)Errno.ENOENT)];
        using var connection = new GenericNetlinkConnection(new FakePeer(Absent, Absent, Absent));

        Assert.Null(connection.FindFamily("nope"));
        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.GetFamily("nope"));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains("\"nope\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"nl80211\"", Assert.Throws<NetlinkException>(() => connection.Wireless.ListPhys()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sixteen-bytes-xx")]
    [InlineData("a\0b")]
    public void A_name_that_no_family_can_have_is_not_asked_for(string name)
    {
        FakePeer peer = new();
        using var connection = new GenericNetlinkConnection(peer);

        Assert.ThrowsAny<ArgumentException>(() => connection.FindFamily(name));
        Assert.ThrowsAny<ArgumentException>(() => connection.GetFamily(name));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Families_are_listed()
    {
        using var connection = new GenericNetlinkConnection(new FakePeer(s => [Wire.Join(Family(s[0], "nlctrl", 16, Wire.Multi), Family(s[0], "ethtool", 21, Wire.Multi)), Wire.DoneMessage(s[0])]));

        Assert.Equal([("nlctrl", 16), ("ethtool", 21)], connection.ListFamilies().Select(family => (family.Name, family.Id)));
    }

    [Fact]
    public void A_table_asks_for_its_family_once_and_again_when_the_kernel_has_forgotten_it()
    {
        static byte[][] Done(uint[] s) => [Wire.DoneMessage(s[0])];
        FakePeer peer = new(
            s => [Family(s[0], "nl80211", 30)], Done, Done, s => [Wire.Ack(s[0], (int)Errno.ENOENT)], s => [Family(s[0], "nl80211", 31)], Done);
        using var connection = new GenericNetlinkConnection(peer);

        connection.Wireless.ListPhys();
        connection.Wireless.ListInterfaces();
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => connection.Wireless.ListPhys()).Errno);
        connection.Wireless.ListPhys();

        Assert.Equal([16, 30, 30, 30, 16, 31], peer.Sent.Select(datagram => (int)BitConverter.ToUInt16(datagram, 4)));
    }
}
