using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class WireGuardTests : IDisposable
{
    private readonly Lab _red = new();
    private readonly Lab _blue = new();

    public void Dispose()
    {
        _red.Dispose();
        _blue.Dispose();
    }

    [Fact]
    public void Two_namespaces_talk_through_it()
    {
        Require();
        WireGuardKey red = WireGuardKey.GeneratePrivate();
        WireGuardKey blue = WireGuardKey.GeneratePrivate();
        WireGuardKey shared = WireGuardKey.GeneratePreshared();
        _red.Namespace.Links.Add(new VethLink("out") { PeerName = "out", PeerNamespace = _blue.Namespace });
        SetUp(_red, "192.0.2.1/24", "10.9.0.1/24", red, blue, shared, "192.0.2.2", "10.9.0.2/32");
        SetUp(_blue, "192.0.2.2/24", "10.9.0.2/24", blue, red, shared, "192.0.2.1", "10.9.0.1/32");

        using (var sender = new System.Diagnostics.Process())
        {
            string path = $"/proc/{Environment.ProcessId}/fd/{_red.Namespace.Handle.DangerousGetHandle()}";
            TestPrivilege.RequireProgram("ping");
            sender.StartInfo = new System.Diagnostics.ProcessStartInfo("nsenter", $"--net={path} ping -c 1 -W 20 10.9.0.2") { RedirectStandardOutput = true };
            sender.Start();
            string output = sender.StandardOutput.ReadToEnd();
            sender.WaitForExit();
            Assert.True(sender.ExitCode == 0, output);
        }

        WireGuardDevice device = _red.Namespace.WireGuard.Get("wg0");
        Assert.Equal((red, red.GetPublicKey(), 51820), (device.PrivateKey!.Value, device.PublicKey!.Value, (int)device.ListenPort!));
        WireGuardPeer peer = Assert.Single(device.Peers!);
        Assert.Equal((blue.GetPublicKey(), shared), (peer.PublicKey, peer.PresharedKey!.Value));
        Assert.Equal("192.0.2.2:51820", peer.Endpoint!.ToString());
        Assert.True(peer.ReceivedBytes > 0 && peer.SentBytes > 0);
        Assert.InRange(peer.LastHandshake!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(5));
    }

    [Fact]
    public async Task A_configuration_is_read_as_it_was_written()
    {
        Require();
        _red.Namespace.Links.Add(new WireGuardLink("wg0"));
        WireGuardTable table = _red.Namespace.WireGuard;
        WireGuardDevice empty = table.Get("wg0");
        Assert.Equal(("wg0", null, null, 0), (empty.Name, empty.PrivateKey, empty.PublicKey, empty.Peers!.Count));
        var first = new WireGuardPeer(WireGuardKey.GeneratePrivate().GetPublicKey())
        {
            Endpoint = new IPEndPoint(IPAddress.Parse("2001:db8::1"), 4), PersistentKeepalive = TimeSpan.FromSeconds(25), AllowedIPs = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/64")],
        };
        var second = new WireGuardPeer(WireGuardKey.GeneratePrivate().GetPublicKey()) { AllowedIPs = [IPNetwork.Parse("0.0.0.0/0")] };

        await table.SetAsync("wg0", new WireGuardDevice { PrivateKey = WireGuardKey.GeneratePrivate(), Mark = 77, ListenPort = 1234, Peers = [first, second] }, TestContext.Current.CancellationToken);

        WireGuardDevice read = await table.GetAsync("wg0", TestContext.Current.CancellationToken);
        Assert.Equal((77u, 1234), (read.Mark!.Value, (int)read.ListenPort!));
        Assert.Equal([Text(first), Text(second)], read.Peers!.Select(Text));
        Assert.Equal([1u, 1u], read.Peers!.Select(peer => peer.ProtocolVersion!.Value));

        // One goes, one changes, one only may change and is not there.
        table.Set("wg0", new WireGuardDevice
        {
            PrivateKey = WireGuardKey.None,
            Peers =
            [
                new WireGuardPeer(first.PublicKey) { AllowedIPs = [IPNetwork.Parse("10.1.0.0/16")], ReplaceAllowedIPs = true, PersistentKeepalive = TimeSpan.Zero },
                new WireGuardPeer(second.PublicKey) { Remove = true },
                new WireGuardPeer(WireGuardKey.GeneratePreshared()) { UpdateOnly = true },
            ],
        });

        read = table.Get("wg0");
        Assert.Null(read.PrivateKey);
        WireGuardPeer left = Assert.Single(read.Peers!);
        Assert.Equal((first.PublicKey, TimeSpan.Zero), (left.PublicKey, left.PersistentKeepalive!.Value));
        Assert.Equal("10.1.0.0/16", Assert.Single(left.AllowedIPs!).ToString());
        table.Set("wg0", new WireGuardDevice { ReplacePeers = true });
        Assert.Empty(table.Get("wg0").Peers!);
    }

    [Fact]
    public void Keys_are_those_of_wg()
    {
        string theirs = _red.Run("wg", "genkey").Trim();
        WireGuardKey ours = WireGuardKey.GeneratePrivate();

        Assert.Equal(_red.Run("wg", "pubkey", theirs).Trim(), WireGuardKey.Parse(theirs).GetPublicKey().ToBase64());
        Assert.Equal(_red.Run("wg", "pubkey", ours.ToBase64()).Trim(), ours.GetPublicKey().ToBase64());
    }

    [Fact]
    public void What_wg_sets_is_read_and_what_is_set_wg_reads()
    {
        Require();
        _red.Namespace.Links.Add(new WireGuardLink("wg0"));
        WireGuardKey own = WireGuardKey.GeneratePrivate();
        WireGuardKey peer = WireGuardKey.GeneratePrivate().GetPublicKey();
        WireGuardKey other = WireGuardKey.GeneratePrivate().GetPublicKey();

        _red.Run("wg", "setconf wg0 /dev/stdin", $"""
            [Interface]
            PrivateKey = {own.ToBase64()}
            ListenPort = 1234
            FwMark = 77
            [Peer]
            PublicKey = {peer.ToBase64()}
            Endpoint = [2001:db8::1]:4
            AllowedIPs = 10.0.0.0/8, 2001:db8::/64
            PersistentKeepalive = 25
            """);

        WireGuardDevice read = _red.Namespace.WireGuard.Get("wg0");
        Assert.Equal((own, 1234, 77u), (read.PrivateKey!.Value, (int)read.ListenPort!, read.Mark!.Value));
        Assert.Equal($"{peer.ToBase64()} [2001:db8::1]:4 00:00:25 10.0.0.0/8 2001:db8::/64", Text(Assert.Single(read.Peers!)));

        _red.Namespace.WireGuard.Set("wg0", new WireGuardDevice
        {
            Mark = 78, ReplacePeers = true,
            Peers = [new WireGuardPeer(other) { Endpoint = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 5), PersistentKeepalive = TimeSpan.FromSeconds(9), AllowedIPs = [IPNetwork.Parse("10.1.0.0/16")] }],
        });

        // wg(8), dump: the interface's line, then a line for each peer.
        string[] lines = _red.Run("wg", "show wg0 dump").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([$"{own.ToBase64()}\t{own.GetPublicKey().ToBase64()}\t1234\t0x4e", $"{other.ToBase64()}\t(none)\t192.0.2.7:5\t10.1.0.0/16\t0\t0\t0\t9"], lines);
    }

    [Fact]
    public void A_long_configuration_comes_back_whole()
    {
        Require();
        _red.Namespace.Links.Add(new WireGuardLink("wg0"));
        WireGuardPeer[] peers =
        [
            .. Enumerable.Range(0, 120).Select(i => new WireGuardPeer(WireGuardKey.GeneratePreshared())
            {
                AllowedIPs = [.. Enumerable.Range(0, i == 60 ? 1500 : 3).Select(n => new IPNetwork(new IPAddress([10, (byte)i, (byte)(n >> 8), (byte)n]), 32))],
            }),
        ];

        _red.Namespace.WireGuard.Set("wg0", new WireGuardDevice { Peers = peers, ReplacePeers = true });

        WireGuardDevice read = _red.Namespace.WireGuard.Get("wg0");
        Assert.Equal(Flat(peers), Flat(read.Peers!));

        static IEnumerable<string> Flat(IEnumerable<WireGuardPeer> peers) =>
            peers.SelectMany(peer => peer.AllowedIPs!.Select(network => $"{peer.PublicKey.ToBase64()} {network}")).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Another_link_and_none_are_errors_that_name_it()
    {
        Require();
        NetlinkException other = Assert.Throws<NetlinkException>(() => _red.Namespace.WireGuard.Get("lo"));
        Assert.Equal((Errno.EOPNOTSUPP, "get the WireGuard configuration of link \"lo\""), (other.Errno, other.Operation));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => _red.Namespace.WireGuard.Get("nope")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => _red.Namespace.WireGuard.Set("nope", new WireGuardDevice { Mark = 1 })).Errno);
    }

    [Fact]
    public void A_kernel_without_it_says_so()
    {
        if (_red.Namespace.GenericNetlink.FindFamily("wireguard") is not null)
        {
            return;
        }

        NetlinkException error = Assert.Throws<NetlinkException>(() => _red.Namespace.WireGuard.Get("lo"));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains("\"wireguard\"", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The kernel lists IPv4 before IPv6, and says zero where nothing was set.</summary>
    private static string Text(WireGuardPeer peer) =>
        $"{peer.PublicKey.ToBase64()} {peer.Endpoint} {peer.PersistentKeepalive ?? TimeSpan.Zero} {string.Join(' ', peer.AllowedIPs!.OrderBy(network => network.BaseAddress.AddressFamily))}";

    private static void SetUp(Lab lab, string outside, string inside, WireGuardKey own, WireGuardKey theirs, WireGuardKey shared, string endpoint, string allowed)
    {
        lab.Ip($"address add {outside} dev out");
        lab.Namespace.Links.Add(new WireGuardLink("wg0"));
        lab.Ip($"address add {inside} dev wg0");
        lab.Namespace.WireGuard.Set("wg0", new WireGuardDevice
        {
            PrivateKey = own, ListenPort = 51820,
            Peers = [new WireGuardPeer(theirs.GetPublicKey()) { PresharedKey = shared, Endpoint = new IPEndPoint(IPAddress.Parse(endpoint), 51820), AllowedIPs = [IPNetwork.Parse(allowed)] }],
        });
        lab.Namespace.Links.SetUp("lo", "out", "wg0");
    }

    private void Require()
    {
        string answer = _red.TryIp("link add probe type wireguard");
        if (answer.Contains("Unknown device type", StringComparison.Ordinal) || answer.Contains("not supported", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Skip($"This kernel lacks the module wireguard: {answer.Trim()}");
        }

        Assert.Equal("", answer);
        _red.Ip("link del probe");
    }
}
