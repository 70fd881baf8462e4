using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Every kind of tunnel both ways: we write and <c>ip</c> reads, <c>ip</c> writes and we read, and what was read makes an equal one.</summary>
public sealed class TunnelTests : IDisposable
{
    private readonly Lab _lab = new();

    private LinkTable Links => _lab.Namespace.Links;

    /// <summary>The same tunnel in the words of <c>ip link add NAME …</c> and in ours; <c>low</c> is a dummy-like device (a veth) that is there.</summary>
    public static TheoryData<string, string, Link> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, Link>();
            void Add(string kind, string options, Link link) => cases.Add(kind, options, link with { Name = "t0" });
            static IPAddress Ip(string text) => IPAddress.Parse(text);

            Add("gre", "local 192.0.2.1 remote 192.0.2.2", new GreLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2") });
            Add("gre", "local 192.0.2.1 remote 192.0.2.2 ttl 64 tos 0x10", new GreLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), Ttl = 64, TrafficClass = 16 });
            Add("gre", "remote 192.0.2.2 ikey 1 okey 4000000000", new GreLink { Remote = Ip("192.0.2.2"), InputKey = 1, OutputKey = 4_000_000_000 });
            Add("gre", "remote 192.0.2.2 icsum ocsum iseq oseq", new GreLink { Remote = Ip("192.0.2.2"), InputChecksum = true, OutputChecksum = true, InputSequence = true, OutputSequence = true });
            Add("gre", "remote 192.0.2.2 icsum oseq", new GreLink { Remote = Ip("192.0.2.2"), InputChecksum = true, OutputSequence = true });
            Add("gre", "local 192.0.2.1 dev low", new GreLink { Local = Ip("192.0.2.1"), Lower = "low" });
            Add("gre", "remote 192.0.2.2 nopmtudisc ignore-df", new GreLink { Remote = Ip("192.0.2.2"), PathMtuDiscovery = false, IgnoreDontFragment = true });
            Add("gre", "remote 192.0.2.2 fwmark 7", new GreLink { Remote = Ip("192.0.2.2"), Mark = 7 });
            Add("gre", "external", new GreLink { External = true });
            Add("gretap", "local 192.0.2.1 remote 192.0.2.2 key 9 nopmtudisc", new GreTapLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), InputKey = 9, OutputKey = 9, PathMtuDiscovery = false });
            Add("gretap", "external", new GreTapLink { External = true });
            Add("ip6gre", "local 2001:db8::1 remote 2001:db8::2 encaplimit 4 ttl 64", new Ip6GreLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), EncapsulationLimit = 4, Ttl = 64 });
            Add("ip6gre", "remote 2001:db8::2 ikey 5 oseq tclass 0x20 flowlabel 0x12345 encaplimit 3 ttl 9", new Ip6GreLink { Remote = Ip("2001:db8::2"), InputKey = 5, OutputSequence = true, TrafficClass = 0x20, FlowLabel = 0x12345, EncapsulationLimit = 3, Ttl = 9 });
            Add("ip6gretap", "local 2001:db8::1 remote 2001:db8::2 encaplimit none ttl 64", new Ip6GreTapLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), TunnelOptions = Ip6TunnelOptions.IgnoreEncapsulationLimit, EncapsulationLimit = 4, Ttl = 64 });
            Add("erspan", "local 192.0.2.1 remote 192.0.2.2 seq key 30 erspan_ver 1 erspan 123", new ErspanLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), InputSequence = true, OutputSequence = true, InputKey = 30, OutputKey = 30, Version = 1, PortIndex = 123 });
            Add("erspan", "local 192.0.2.1 remote 192.0.2.2 seq key 30 erspan_ver 2 erspan_dir egress erspan_hwid 0x1f", new ErspanLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), InputSequence = true, OutputSequence = true, InputKey = 30, OutputKey = 30, Version = 2, IsEgress = true, HardwareId = 0x1f });
            Add("ip6erspan", "local 2001:db8::1 remote 2001:db8::2 seq key 31 erspan_ver 1 erspan 5 encaplimit 4 ttl 64", new Ip6ErspanLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), InputSequence = true, OutputSequence = true, InputKey = 31, OutputKey = 31, Version = 1, PortIndex = 5, EncapsulationLimit = 4, Ttl = 64 });
            Add("ipip", "local 192.0.2.1 remote 192.0.2.2", new IpipLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), Payload = TunnelPayload.Any });
            Add("ipip", "local 192.0.2.1 remote 192.0.2.2 ttl 10 tos inherit dev low fwmark 3", new IpipLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), Ttl = 10, TrafficClass = 1, Lower = "low", Mark = 3, Payload = TunnelPayload.Any });
            Add("ipip", "remote 192.0.2.2 mode any nopmtudisc", new IpipLink { Remote = Ip("192.0.2.2"), Payload = TunnelPayload.Any, PathMtuDiscovery = false });
            Add("ipip", "external", new IpipLink { External = true, Payload = TunnelPayload.Any });
            Add("sit", "local 192.0.2.1 remote 192.0.2.2 ttl 64", new SitLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), Ttl = 64, Payload = TunnelPayload.Any });
            Add("sit", "local 192.0.2.1 remote 192.0.2.3 mode any", new SitLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.3"), Payload = TunnelPayload.Any, Ttl = 0 });
            Add("sit", "local 192.0.2.1 isatap", new SitLink { Local = Ip("192.0.2.1"), Isatap = true, Payload = TunnelPayload.Any, Ttl = 0 });
            Add("sit", "local 192.0.2.1 6rd-prefix 2001:db8::/32 6rd-relay_prefix 192.0.0.0/8", new SitLink { Local = Ip("192.0.2.1"), SixRdPrefix = IPNetwork.Parse("2001:db8::/32"), SixRdRelayPrefix = IPNetwork.Parse("192.0.0.0/8"), Payload = TunnelPayload.Any, Ttl = 0 });
            Add("ip6tnl", "local 2001:db8::1 remote 2001:db8::2", new Ip6TunnelLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), EncapsulationLimit = 4, Ttl = 64, Payload = TunnelPayload.Any });
            Add("ip6tnl", "local 2001:db8::1 remote 2001:db8::2 mode any hoplimit 5 tclass 0xfe flowlabel 0xfffff", new Ip6TunnelLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), EncapsulationLimit = 4, Ttl = 5, TrafficClass = 0xfe, FlowLabel = 0xfffff, Payload = TunnelPayload.Any });
            Add("ip6tnl", "local 2001:db8::1 remote 2001:db8::2 mode ipip6 tclass inherit flowlabel inherit allow-localremote dev low", new Ip6TunnelLink { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), EncapsulationLimit = 4, Ttl = 64, Payload = TunnelPayload.IPv4, Lower = "low", TunnelOptions = Ip6TunnelOptions.InheritFlowLabel | Ip6TunnelOptions.InheritTrafficClass | Ip6TunnelOptions.AllowLocalRemote });
            Add("vti", "local 192.0.2.1 remote 192.0.2.2 ikey 1 okey 2", new VtiLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), InputKey = 1, OutputKey = 2 });
            Add("vti", "local 192.0.2.1 remote 192.0.2.2 key 3 fwmark 4 dev low", new VtiLink { Local = Ip("192.0.2.1"), Remote = Ip("192.0.2.2"), InputKey = 3, OutputKey = 3, Mark = 4, Lower = "low" });
            Add("vti6", "local 2001:db8::1 remote 2001:db8::2 key 3", new Vti6Link { Local = Ip("2001:db8::1"), Remote = Ip("2001:db8::2"), InputKey = 3, OutputKey = 3 });
            Add("xfrm", "dev low if_id 42", new XfrmLink { Lower = "low", InterfaceId = 42 });
            Add("geneve", "id 100 remote 192.0.2.2", new GeneveLink { Vni = 100, Remote = Ip("192.0.2.2") });
            Add("geneve", "id 16777215 remote 192.0.2.2 ttl 4 tos 8 dstport 1234 udpcsum df set", new GeneveLink { Vni = 16_777_215, Remote = Ip("192.0.2.2"), Ttl = 4, TrafficClass = 8, DestinationPort = 1234, Checksum = true, DontFragment = GeneveDontFragment.Set });
            Add("geneve", "id 5 remote 2001:db8::2 flowlabel 0x333 udp6zerocsumtx noudp6zerocsumrx ttl inherit", new GeneveLink { Vni = 5, Remote = Ip("2001:db8::2"), FlowLabel = 0x333, SendZeroChecksum6 = true, AcceptZeroChecksum6 = false, InheritTtl = true });
            Add("geneve", "external", new GeneveLink { External = true });
            Add("wireguard", "", new WireGuardLink());
            return cases;
        }
    }

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_we_make_is_what_ip_makes(string kind, string options, Link link)
    {
        Prepare(kind);
        _lab.Ip($"link add t0 type {kind} {options}");
        Link byIp = Links.Get("t0");
        string expected = Shown();
        _lab.Ip("link del t0");

        Links.Add(link);

        Assert.Equal(expected, Shown());
        Assert.Equal(Comparable(byIp), Comparable(Links.Get("t0")));
        Assert.IsType(link.GetType(), byIp);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_read_makes_an_equal_one_and_changes_nothing(string kind, string options, Link link)
    {
        Prepare(kind);
        _lab.Ip($"link add t0 type {kind} {options}");
        string expected = Shown();
        Link read = Links.Get("t0");
        Assert.Equal(link.GetType(), read.GetType());

        if (!options.Contains("external", StringComparison.Ordinal) && kind is not ("xfrm" or "wireguard" or "geneve"))
        {
            Links.Change("t0", read with { Name = "" });
            Assert.Equal(expected, Shown());
        }

        Links.Delete("t0");
        Links.Add(read);
        Assert.Equal(expected, Shown());
    }

    [Fact]
    public void A_change_of_what_was_read_changes_that_alone()
    {
        Prepare("gre");
        Links.Add(new GreLink("g") { Local = IPAddress.Parse("192.0.2.1"), Remote = IPAddress.Parse("192.0.2.2"), InputKey = 5, Ttl = 3 });

        Links.Change("g", (GreLink)Links.Get("g") with { Ttl = 64 });

        var changed = Assert.IsType<GreLink>(Links.Get("g"));
        Assert.Equal((64, 5u, null), ((int)changed.Ttl!, changed.InputKey!.Value, changed.OutputKey));
        Assert.Equal(IPAddress.Parse("192.0.2.1"), changed.Local);
    }

    /// <summary>The kernel refuses some of its options in a change even where they are what they were: port, checksum.</summary>
    [Fact]
    public void A_geneve_device_changes_in_what_is_given_alone()
    {
        Prepare("geneve");
        Links.Add(new GeneveLink("g") { Vni = 7, Remote = IPAddress.Parse("192.0.2.1"), TrafficClass = 8 });

        Links.Change("g", new GeneveLink { Ttl = 5 });

        var changed = Assert.IsType<GeneveLink>(Links.Get("g"));
        Assert.Equal((7u, 5, 8), (changed.Vni!.Value, (int)changed.Ttl!, (int)changed.TrafficClass!));
    }

    [Fact]
    public void A_tunnel_has_its_outside_in_another_namespace()
    {
        Prepare("gre");
        using var inside = new Lab();

        Links.Add(new GreLink("g") { Local = IPAddress.Parse("192.0.2.1"), Remote = IPAddress.Parse("192.0.2.2"), Lower = "low" });
        int low = Links.Get("low").Index;

        Links.MoveTo("g", inside.Namespace);

        Assert.Null(Links.Find("g"));
        var found = Assert.IsType<GreLink>(inside.Namespace.Links.Get("g"));
        Assert.Equal((low, inside.Namespace.NetnsIds.Get(_lab.Namespace.Handle)), (found.Lower!.Value.Index, found.LowerNetnsId));
        Assert.NotNull(found.LowerNetnsId);
    }

    [Fact]
    public void Encapsulation_in_udp_is_read_as_ip_set_it()
    {
        Prepare("ipip");
        // Without its module loaded a tunnel says EINVAL, and a port of it ENOENT: neither loads it.
        Probe("fou", "fou add port 7777 ipproto 4");
        _lab.Ip("link add t0 type ipip remote 192.0.2.2 encap gue encap-sport auto encap-dport 6080 encap-csum encap-remcsum");
        string expected = Shown();
        var read = Assert.IsType<IpipLink>(Links.Get("t0"));
        var encapsulation = new TunnelEncapsulation(TunnelEncapsulationType.Gue, 6080) { Options = TunnelEncapsulationOptions.Checksum | TunnelEncapsulationOptions.RemoteChecksum };
        Assert.Equal(encapsulation, read.Encapsulation);
        _lab.Ip("link del t0");

        Links.Add(new IpipLink("t0") { Remote = IPAddress.Parse("192.0.2.2"), Payload = TunnelPayload.Any, Encapsulation = encapsulation });

        Assert.Equal(expected, Shown());
    }

    /// <summary>All that it says, without the index, and without the random addresses of those that carry Ethernet or run over IPv6.</summary>
    private static string Comparable(Link link) => Regex.Replace(link.ToString(), "\\b(Index|Address|PermanentAddress) = [^,}]*", "");

    /// <summary>A device for the tunnels to run over, and a probe: does the kernel know the kind?</summary>
    private void Prepare(string kind)
    {
        _lab.Ip("link add low type veth peer name low-peer");
        string options = kind switch
        {
            "erspan" => "seq key 1 remote 192.0.2.99 local 192.0.2.98",
            "ip6erspan" => "seq key 1 remote 2001:db8::99 local 2001:db8::98",
            "geneve" => "id 1 remote 192.0.2.99",
            "xfrm" => "dev low if_id 1",
            "gre" or "gretap" or "ipip" or "sit" or "vti" => "remote 192.0.2.99 local 192.0.2.98",
            "ip6gre" or "ip6gretap" or "ip6tnl" or "vti6" => "remote 2001:db8::99 local 2001:db8::98",
            _ => "",
        };
        Probe(kind, $"link add probe type {kind} {options}");
        _lab.Ip("link del probe");
    }

    private void Probe(string module, string command)
    {
        string answer = _lab.TryIp(command);
        if (answer.Contains("Unknown device type", StringComparison.Ordinal) || answer.Contains("RTNETLINK answers: No such file", StringComparison.Ordinal) || answer.Contains("not supported", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Skip($"This kernel lacks the module {module}: {answer.Trim()}");
        }

        Assert.True(answer.Length == 0, $"ip {command}: {answer}");
    }

    /// <summary>What <c>ip -d -j link</c> says of t0, without what differs from one device to the next.</summary>
    private string Shown()
    {
        using JsonDocument document = JsonDocument.Parse(_lab.Ip("-d -j link show t0"));
        JsonElement link = document.RootElement[0];
        string info = link.TryGetProperty("linkinfo", out JsonElement data) ? data.GetRawText() : "";
        string lower = link.TryGetProperty("link", out JsonElement name) ? name.GetString()! : "";
        return $"{link.GetProperty("link_type").GetString()} mtu {link.GetProperty("mtu")} over {lower}: {info}";
    }
}
