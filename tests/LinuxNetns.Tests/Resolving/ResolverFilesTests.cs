using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Tests.Resolving;

public sealed class ResolverFilesTests
{
    [Fact]
    public void A_full_resolv_conf_is_understood()
    {
        var settings = ResolverSettings.Parse("""
            # a comment
            ; another
             # not one: it does not start the line
            domain left.out
            nameserver 192.0.2.1
            nameserver	fe80::1%eth0
            nameserver 2001:db8::1   trailing
            nameserver 192.0.2.4
            search one.example. two.example .
            options ndots:3 timeout:2 attempts:4 rotate use-vc single-request no-aaaa edns0 trust-ad
            sortlist 10.0.0.0
            """);

        Assert.Equal([new NameServer(IPAddress.Parse("192.0.2.1"), null), new(IPAddress.Parse("fe80::1"), "eth0"), new(IPAddress.Parse("2001:db8::1"), null)], settings.Servers);
        Assert.Equal(["one.example", "two.example"], settings.Search);
        Assert.Equal((3, TimeSpan.FromSeconds(2), 4), (settings.Dots, settings.Timeout, settings.Attempts));
        Assert.Equal((true, true, true, true), (settings.Rotates, settings.UsesTcp, settings.OneAtATime, settings.WithoutIpv6));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nameserver\nsearch\noptions\nnameserver eth0\nnameserver 1\nnameserver 0x7f000001\nnameserver [::1]:53\nnameserver fe80::1%\n\0\r\n")]
    [InlineData("options ndots: timeout:x attempts:-1 ndots:99999999999 ndots timeout")]
    public void Without_anything_that_makes_sense_the_defaults_hold(string? text)
    {
        var settings = ResolverSettings.Parse(text);

        Assert.Equal([new NameServer(IPAddress.Loopback, null)], settings.Servers);
        Assert.Empty(settings.Search);
        Assert.Equal((1, TimeSpan.FromSeconds(5), 2, false, false, false, false),
            (settings.Dots, settings.Timeout, settings.Attempts, settings.Rotates, settings.UsesTcp, settings.OneAtATime, settings.WithoutIpv6));
    }

    [Fact]
    public void Options_have_the_limits_of_glibc()
    {
        var settings = ResolverSettings.Parse("options ndots:99 timeout:99 attempts:99\r\nsearch a\nsearch b\n");

        Assert.Equal((15, TimeSpan.FromSeconds(30), 5), (settings.Dots, settings.Timeout, settings.Attempts));
        Assert.Equal(["b"], settings.Search);
    }

    [Theory]
    [InlineData(null, "files dns!")]
    [InlineData("", "files dns!")]
    [InlineData("passwd: files\nhosts: nonsense", "files dns!")]
    [InlineData("hosts: dns files # comment", "dns files")]
    [InlineData("  hosts:files", "files")]
    [InlineData("hosts: files mdns4_minimal [NOTFOUND=return] dns", "files dns")]
    [InlineData("hosts: files [NOTFOUND=return] dns", "files! dns")]
    [InlineData("hosts: files resolve [!UNAVAIL=return] dns", "files dns")]
    [InlineData("hosts: dns [!UNAVAIL=return] files", "dns! files")]
    [InlineData("hosts: dns [ SUCCESS=continue notfound=Return ] files", "dns! files")]
    [InlineData("hosts: dns [!NOTFOUND=return] files", "dns files")]
    [InlineData("hosts: [NOTFOUND=return] dns[NOTFOUND=return]files]", "dns! files")]
    public void The_order_of_sources_is_that_of_nsswitch(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', NameSource.Parse(text).Select(s => $"{(s.IsDns ? "dns" : "files")}{(s.IsLast ? "!" : "")}")));

    [Fact]
    public void Hosts_are_found_by_every_name_in_every_family()
    {
        const string Text = """
            # comment
            127.0.0.1	localhost
            ::1 localhost ip6-localhost
            192.0.2.1 a.example a # b
            192.0.2.1 A
            192.0.2.2 a
            nonsense a
            192.0.2.3
            fe80::1%eth0 link
            """;

        Assert.Equal(["192.0.2.1", "192.0.2.2"], Find("a", AddressFamily.Unspecified));
        Assert.Equal(["127.0.0.1", "::1"], Find("LOCALHOST", AddressFamily.Unspecified));
        Assert.Equal(["::1"], Find("localhost", AddressFamily.InterNetworkV6));
        Assert.Equal(["fe80::1"], Find("link", AddressFamily.Unspecified));
        Assert.Empty(Find("b", AddressFamily.Unspecified));
        Assert.Empty(Find("a", AddressFamily.InterNetworkV6));
        Assert.Empty(HostsFile.Find(null, "a", AddressFamily.Unspecified));

        static IEnumerable<string> Find(string name, AddressFamily family) => HostsFile.Find(Text, name, family).Select(a => a.ToString());
    }
}
