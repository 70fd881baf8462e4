using System.Net.Sockets;

namespace LinuxNetns.Tests.Resolving;

public sealed class StubResolverTests
{
    private const int NoSuchName = 0x8183;
    private const int ServerFailure = 0x8182;
    private const int Truncated = 0x8380;

    [Fact]
    public async Task Both_families_are_asked_for_and_ipv6_comes_first()
    {
        var servers = new FakeServers((_, name, type, _) => new Reply(name, type).Address(name, type == DnsMessage.A ? "192.0.2.1" : "2001:db8::1"));

        Assert.Equal("2001:db8::1 192.0.2.1", await Resolve(servers, "a.example"));
        Assert.Equal("192.0.2.1", await Resolve(servers, "a.example.", AddressFamily.InterNetwork));
        Assert.Equal("2001:db8::1", await Resolve(servers, "a.example", AddressFamily.InterNetworkV6));
        Assert.Equal("192.0.2.1", await Resolve(servers, "a.example", configuration: "options no-aaaa"));
        Assert.Equal("NoData", await Resolve(servers, "a.example", AddressFamily.InterNetworkV6, "options no-aaaa"));
    }

    [Fact]
    public async Task One_family_is_enough_even_where_the_other_fails()
    {
        var servers = new FakeServers((_, name, type, _) => type == DnsMessage.A ? new Reply(name, type).Address(name, "192.0.2.1") : null);

        Assert.Equal("192.0.2.1", await Resolve(servers, "a.example"));
        Assert.Equal("TryAgain", await Resolve(servers, "a.example", AddressFamily.InterNetworkV6));
    }

    [Theory]
    [InlineData("short", "short.one short.two short")]
    [InlineData("with.dot", "with.dot with.dot.one with.dot.two")]
    [InlineData("absolute.", "absolute")]
    public async Task Domains_are_searched_in_the_order_of_the_dots(string host, string names)
    {
        var servers = new FakeServers((_, name, type, _) => new Reply(name, type, NoSuchName));

        Assert.Equal("HostNotFound", await Resolve(servers, host, AddressFamily.InterNetwork, "search one two"));
        Assert.Equal(names, string.Join(' ', servers.Asked.Select(a => a.Split('/')[1])));
    }

    [Fact]
    public async Task The_search_ends_at_the_first_that_has_an_address()
    {
        var servers = new FakeServers((_, name, type, _) => name == "host.two" ? new Reply(name, type).Address(name, "192.0.2.2") : new Reply(name, type, name == "host.one" ? ServerFailure : NoSuchName));

        Assert.Equal("192.0.2.2", await Resolve(servers, "host", AddressFamily.InterNetwork, "search one two three\noptions attempts:1"));
        Assert.Equal("TryAgain", await Resolve(new FakeServers((_, name, type, _) => new Reply(name, type, name.EndsWith(".one", StringComparison.Ordinal) ? ServerFailure : NoSuchName)), "x", AddressFamily.InterNetwork, "search one two"));
    }

    [Fact]
    public async Task A_server_that_fails_or_is_silent_hands_over_to_the_next_as_often_as_allowed()
    {
        const string Three = "nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\noptions attempts:2";
        var third = new FakeServers((server, name, type, _) => server switch
        {
            "192.0.2.1" => null,
            "192.0.2.2" => new Reply(name, type, ServerFailure),
            _ => new Reply(name, type).Address(name, "192.0.2.9"),
        });
        Assert.Equal("192.0.2.9", await Resolve(third, "a.b", AddressFamily.InterNetwork, Three));
        Assert.Equal(3, third.Asked.Count);

        var none = new FakeServers((_, _, _, _) => null);
        Assert.Equal("TryAgain", await Resolve(none, "a.b", AddressFamily.InterNetwork, Three));
        Assert.Equal(6, none.Asked.Count);
    }

    [Fact]
    public async Task Silence_ends_with_the_timeout_and_a_cancellation_at_once()
    {
        // An answer to something else: the transport goes on waiting.
        var wrong = new FakeServers((_, _, type, _) => new Reply("other.example", type).Address("other.example", "192.0.2.66"));
        Assert.Equal("TryAgain", await Resolve(wrong, "a.b", AddressFamily.InterNetwork, "options timeout:1 attempts:1"));

        using var cancellation = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Resolver(wrong, "options timeout:30").ResolveAsync("a.b", AddressFamily.InterNetwork, cancellation.Token));
    }

    [Fact]
    public async Task Rotation_starts_with_another_server_each_time()
    {
        var servers = new FakeServers((_, name, type, _) => new Reply(name, type).Address(name, "192.0.2.9"));
        for (int i = 0; i < 12; i++)
            await Resolve(servers, "a.b", AddressFamily.InterNetwork, "nameserver 192.0.2.1\nnameserver 192.0.2.2\noptions rotate");

        Assert.Equal(2, servers.Asked.Select(a => a.Split('/')[0]).Distinct().Count());
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_by_tcp()
    {
        var servers = new FakeServers((_, name, type, tcp) => tcp ? new Reply(name, type).Address(name, "192.0.2.1") : new Reply(name, type, Truncated));

        Assert.Equal("192.0.2.1", await Resolve(servers, "a.b", AddressFamily.InterNetwork));
        Assert.Equal(["127.0.0.1/a.b/A", "127.0.0.1/a.b/A+"], servers.Asked);
        servers.Asked.Clear();
        Assert.Equal("192.0.2.1", await Resolve(servers, "a.b", AddressFamily.InterNetwork, "options use-vc"));
        Assert.Equal(["127.0.0.1/a.b/A+"], servers.Asked);
    }

    [Fact]
    public async Task Aliases_are_followed_within_an_answer_and_beyond_it()
    {
        var servers = new FakeServers((_, name, type, _) => name switch
        {
            "in.one" => new Reply(name, type).Address("end.one", "192.0.2.66").Alias("mid.one", "END.one").Alias("IN.one", "mid.one"),
            "beyond" => new Reply(name, type).Alias("beyond", "in.one"),
            "circle" => new Reply(name, type).Alias("circle", "elcric").Alias("elcric", "circle"),
            "self" => new Reply(name, type).Alias("self", "self2"),
            "self2" => new Reply(name, type).Alias("self2", "self"),
            "stray" => new Reply(name, type).Address("somebody.else", "192.0.2.66"),
            _ => new Reply(name, type),
        });

        Assert.Equal("192.0.2.66", await Resolve(servers, "in.one", AddressFamily.InterNetwork));
        Assert.Equal("192.0.2.66", await Resolve(servers, "beyond.", AddressFamily.InterNetwork));
        Assert.Equal("NoData", await Resolve(servers, "circle.", AddressFamily.InterNetwork));
        Assert.Equal("TryAgain", await Resolve(servers, "self.", AddressFamily.InterNetwork));
        Assert.Equal("NoData", await Resolve(servers, "stray.", AddressFamily.InterNetwork));
    }

    [Fact]
    public async Task Localhost_and_hosts_are_never_asked_for()
    {
        var servers = new FakeServers((_, _, _, _) => throw new InvalidOperationException());

        Assert.Equal("::1 127.0.0.1", await Resolve(servers, "localhost"));
        Assert.Equal("127.0.0.1", await Resolve(servers, "x.LocalHost.", AddressFamily.InterNetwork));
        Assert.Equal("192.0.2.5", await Resolve(servers, "known", hosts: "192.0.2.5 known"));
        Assert.Equal("HostNotFound", await Resolve(servers, "unknown", hosts: "192.0.2.5 known", order: "hosts: files"));
        Assert.Equal("HostNotFound", await Resolve(servers, "no\\name"));
        Assert.Empty(servers.Asked);
    }

    [Fact]
    public async Task Dns_may_come_before_the_file()
    {
        var servers = new FakeServers((_, name, type, _) => new Reply(name, type, NoSuchName));

        Assert.Equal("192.0.2.5", await Resolve(servers, "known", hosts: "192.0.2.5 known", order: "hosts: dns files"));
        Assert.Equal("HostNotFound", await Resolve(servers, "known", hosts: "192.0.2.5 known", order: "hosts: dns [NOTFOUND=return] files"));
        Assert.NotEmpty(servers.Asked);
    }

    private static StubResolver Resolver(FakeServers servers, string? configuration = null, string? hosts = null, string? order = null) =>
        new(ResolverSettings.Parse(configuration), NameSource.Parse(order), hosts, servers);

    private static async Task<string> Resolve(FakeServers servers, string host, AddressFamily family = AddressFamily.Unspecified, string? configuration = null, string? hosts = null, string? order = null)
    {
        try
        {
            return string.Join(' ', (await Resolver(servers, configuration, hosts, order).ResolveAsync(host, family, TestContext.Current.CancellationToken)).AsEnumerable());
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode.ToString();
        }
    }
}
