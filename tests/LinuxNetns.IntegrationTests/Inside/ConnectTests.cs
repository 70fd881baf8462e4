using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

public sealed class ConnectTests : InsidePair
{
    [Fact]
    public async Task A_name_is_raced_in_both_families()
    {
        // Nobody answers at the first address, and the family of the second is refused at once.
        WriteEtc("lnx-red", "hosts", $"2001:db8:77::66 both\n{BlueAddress} both\n");
        using Socket listener = Blue.Listen(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        using Socket socket = await Red.ConnectAsync("both", port, Token);
        using Socket byAddress = await Red.ConnectAsync(new IPEndPoint(BlueAddress, port), Token);

        AssertInside(Red, socket);
        AssertInside(Red, byAddress);
        SocketException e = await Assert.ThrowsAsync<SocketException>(() => Red.ConnectAsync(BlueAddress.ToString(), port == 1 ? 2 : 1, Token));
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Red.ConnectAsync("both", 65536, Token));
    }

    [Fact]
    public async Task A_link_local_address_means_the_device_inside()
    {
        // Numbers differ on purpose: the name must be looked up inside.
        InterfaceAddress local = await WaitForLinkLocal(Blue);
        await WaitForLinkLocal(Red);
        using Socket listener = Blue.Listen(new IPEndPoint(IPAddress.IPv6Any, 0));

        IPAddress[] addresses = await Red.ResolveAsync($"{new IPAddress(local.Address.GetAddressBytes())}%v0", cancellationToken: Token);
        using Socket socket = await Red.ConnectAsync($"{new IPAddress(local.Address.GetAddressBytes())}%v0", ((IPEndPoint)listener.LocalEndPoint!).Port, Token);

        Assert.Equal(Red.Links.Get("v0").Index, addresses.Single().ScopeId);
        AssertInside(Red, socket);
        await Assert.ThrowsAsync<SocketException>(() => Red.ResolveAsync("fe80::1%nope", cancellationToken: Token));
    }

    [Fact]
    public async Task Requests_by_http_are_made_from_inside_by_name_and_address()
    {
        WriteEtc("lnx-red", "hosts", $"{BlueAddress} web.example\n");
        using Socket listener = Blue.Listen(new IPEndPoint(IPAddress.Any, 8080));
        Task server = ServeAsync(listener, requests: 2);
        using var http = new HttpClient(Red.CreateHttpHandler());

        Assert.Equal("10.77.0.1", await http.GetStringAsync(new Uri("http://web.example:8080/"), Token));
        Assert.Equal("10.77.0.1", await http.GetStringAsync(new Uri($"http://{BlueAddress}:8080/"), Token));
        await server;
    }

    [Fact]
    public async Task Quic_is_refused_because_it_would_leave()
    {
        using var http = new HttpClient(Red.CreateHttpHandler(handler => handler.ConnectTimeout = TimeSpan.FromSeconds(9)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://10.77.0.2/") { Version = HttpVersion.Version30, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var upgradable = new HttpRequestMessage(HttpMethod.Get, "https://10.77.0.2/") { VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };

        await Assert.ThrowsAsync<NotSupportedException>(() => http.SendAsync(request, Token));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(upgradable, Token));
        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (upgradable.Version, upgradable.VersionPolicy));
        Assert.Throws<ArgumentException>(() => Red.CreateHttpHandler(handler => handler.ConnectCallback = (_, _) => default));
    }

    [Fact]
    public async Task A_ping_is_answered_from_the_other_end_in_both_families()
    {
        foreach (IPAddress address in new[] { BlueAddress, BlueAddress6 })
        {
            NamespacePingReply reply = await Red.PingAsync(address, new NamespacePingOptions { PayloadSize = 1000 }, Token);
            Assert.Equal((IPStatus.Success, address), (reply.Status, reply.Address));
            Assert.InRange(reply.RoundTripTime, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task A_ping_that_is_not_answered_says_why()
    {
        Assert.Equal(IPStatus.DestinationNetworkUnreachable, (await Red.PingAsync(IPAddress.Parse("192.0.2.1"), cancellationToken: Token)).Status);
        Red.Routes.Add(new Route("192.0.2.0/24") { Gateway = BlueAddress });
        Blue.Sysctl["net.ipv4.ip_forward"] = "1";
        Blue.Routes.Add(new Route("192.0.2.0/25") { Type = RouteType.Blackhole });
        Blue.Routes.Add(new Route("192.0.2.128/25") { Device = "v0" });
        Assert.Equal(IPStatus.TimedOut, (await Red.PingAsync(IPAddress.Parse("192.0.2.1"), new NamespacePingOptions { Timeout = TimeSpan.FromMilliseconds(100) }, Token)).Status);

        NamespacePingReply expired = await Red.PingAsync(IPAddress.Parse("192.0.2.200"), new NamespacePingOptions { TimeToLive = 1 }, Token);
        Assert.Equal((IPStatus.TtlExpired, BlueAddress), (expired.Status, expired.Address));

        using var cancellation = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Red.PingAsync(IPAddress.Parse("192.0.2.1"), cancellationToken: cancellation.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Red.PingAsync(BlueAddress, new NamespacePingOptions { TimeToLive = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Red.PingAsync(BlueAddress, new NamespacePingOptions { PayloadSize = -1 }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Red.PingAsync(BlueAddress, new NamespacePingOptions { Timeout = TimeSpan.Zero }, Token));
    }

    /// <summary>Answers with the client's address.</summary>
    private static async Task ServeAsync(Socket listener, int requests)
    {
        for (int i = 0; i < requests; i++)
        {
            using Socket client = await listener.AcceptAsync(Token);
            byte[] buffer = new byte[4096];
            await client.ReceiveAsync(buffer, Token);
            string body = ((IPEndPoint)client.RemoteEndPoint!).Address.ToString();
            await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), Token);
        }
    }

    private static async Task<InterfaceAddress> WaitForLinkLocal(NetworkNamespace ns)
    {
        long end = Environment.TickCount64 + TestTimeout.Seconds(30) * 1000;
        while (true)
        {
            InterfaceAddress? found = ns.Addresses.List("v0").FirstOrDefault(a => a.Address.IsIPv6LinkLocal && (a.Flags & InterfaceAddressFlags.Tentative) == 0);
            if (found is not null)
                return found;
            Assert.True(Environment.TickCount64 < end, "No link-local address appeared.");
            await Task.Delay(20, Token);
        }
    }
}
