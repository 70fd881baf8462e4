using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Tests.Rootless;

public sealed class RootlessOptionsTests
{
    public static TheoryData<RootlessOptions> Wrong =>
    [
        new RootlessOptions { Uplink = (RootlessUplink)7 },
        new RootlessOptions { PortForwards = [new PortForward(80, 80)] },
        new RootlessOptions { Uplink = RootlessUplink.Any, PortForwards = [new PortForward(0, 80)] },
        new RootlessOptions { Uplink = RootlessUplink.Any, PortForwards = [new PortForward(80, 65536)] },
        new RootlessOptions { Uplink = RootlessUplink.Any, PortForwards = [new PortForward(80, 80) { Protocol = ProtocolType.Icmp }] },
        new RootlessOptions { Uplink = RootlessUplink.Slirp4netns, PortForwards = [new PortForward(80, 80) { HostAddress = IPAddress.IPv6Loopback }] },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_is_refused_before_anything_is_started(RootlessOptions options) => Assert.Throws<ArgumentException>(() => NetworkNamespace.CreateRootless(options));

    [Fact]
    public void Pasta_is_told_every_port_and_nothing_else()
    {
        var options = new RootlessOptions
        {
            Uplink = RootlessUplink.Pasta,
            PortForwards = [new PortForward(8080, 80), new PortForward(8081, 81) { HostAddress = IPAddress.IPv6Any }, new PortForward(5353, 53) { Protocol = ProtocolType.Udp }],
        };

        string words = string.Join(' ', new Pasta().Arguments("/u", "/n", options));

        Assert.EndsWith("--tcp-ns none --udp-ns none --userns /u --netns /n --tcp-ports 127.0.0.1/8080:80 --tcp-ports ::/8081:81 --udp-ports 127.0.0.1/5353:53", words, StringComparison.Ordinal);
    }
}
