using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LinuxNetns.Tests.Inside;

public sealed class IcmpMessageTests
{
    private static readonly IPAddress s_target = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress s_target6 = IPAddress.Parse("2001:db8::1");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(56)]
    public void A_request_sums_up_to_nothing(int payload)
    {
        byte[] request = IcmpMessage.Request(AddressFamily.InterNetwork, 0xbeef, 1, payload);

        uint sum = 0;
        for (int i = 0; i < request.Length; i++)
            sum += (uint)request[i] << ((i & 1) == 0 ? 8 : 0);
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        Assert.Equal(0xffffu, sum);
        Assert.Equal(8 + payload, request.Length);
    }

    [Fact]
    public void Only_the_reply_to_ours_counts()
    {
        byte[] reply = IcmpMessage.Request(AddressFamily.InterNetwork, 7, 1, 4);
        Assert.Null(Read(reply, 7, 1));
        reply[0] = 0;

        Assert.Equal(IPStatus.Success, Read(reply, 7, 1));
        Assert.Equal(IPStatus.Success, Read(reply, null, 1));
        Assert.Null(Read(reply, 8, 1));
        Assert.Null(Read(reply, 7, 2));
        Assert.Null(Read(reply[..7], 7, 1));
        Assert.Null(Read([], 7, 1));
    }

    [Theory]
    [InlineData(11, 0, IPStatus.TtlExpired)]
    [InlineData(11, 1, IPStatus.TtlReassemblyTimeExceeded)]
    [InlineData(3, 0, IPStatus.DestinationNetworkUnreachable)]
    [InlineData(3, 1, IPStatus.DestinationHostUnreachable)]
    [InlineData(3, 2, IPStatus.DestinationProtocolUnreachable)]
    [InlineData(3, 3, IPStatus.DestinationPortUnreachable)]
    [InlineData(3, 4, IPStatus.PacketTooBig)]
    [InlineData(5, 0, null)]
    public void An_error_is_told_where_it_is_about_ours(byte type, byte code, IPStatus? expected)
    {
        byte[] request = IcmpMessage.Request(AddressFamily.InterNetwork, 7, 1, 0);
        byte[] packet = [0x45, .. new byte[15], .. s_target.GetAddressBytes(), .. request];
        byte[] error = [type, code, 0, 0, 0, 0, 0, 0, .. packet];

        Assert.Equal(expected, Read(error, 7, 1));
        Assert.Null(Read(error, 8, 1));
        Assert.Null(IcmpMessage.Read(AddressFamily.InterNetwork, error, 7, 1, IPAddress.Parse("192.0.2.2")));
        for (int i = 0; i < error.Length; i++)
            Assert.Null(Read(error[..i], 7, 1));
        error[8] = 0x4f;
        Assert.Null(Read(error, 7, 1));
    }

    [Theory]
    [InlineData(3, 0, IPStatus.TtlExpired)]
    [InlineData(2, 0, IPStatus.PacketTooBig)]
    [InlineData(1, 0, IPStatus.DestinationNetworkUnreachable)]
    [InlineData(1, 3, IPStatus.DestinationHostUnreachable)]
    public void The_same_for_ipv6(byte type, byte code, IPStatus expected)
    {
        byte[] request = IcmpMessage.Request(AddressFamily.InterNetworkV6, 7, 1, 0);
        byte[] error = [type, code, 0, 0, 0, 0, 0, 0, 0x60, .. new byte[23], .. s_target6.GetAddressBytes(), .. request];

        Assert.Equal(expected, IcmpMessage.Read(AddressFamily.InterNetworkV6, error, 7, 1, s_target6));
        Assert.Null(IcmpMessage.Read(AddressFamily.InterNetworkV6, error.AsSpan(0, error.Length - 1), 7, 1, s_target6));
        Assert.Equal(IPStatus.Success, IcmpMessage.Read(AddressFamily.InterNetworkV6, [129, 0, 0, 0, 0, 7, 0, 1], 7, 1, s_target6));
    }

    private static IPStatus? Read(byte[] message, int? id, ushort sequence) => IcmpMessage.Read(AddressFamily.InterNetwork, message, (ushort?)id, sequence, s_target);
}
