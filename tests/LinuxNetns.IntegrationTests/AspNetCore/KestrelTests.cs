using System.Net;
using System.Net.Sockets;

using LinuxNetns.IntegrationTests.Inside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinuxNetns.IntegrationTests.AspNetCore;

public sealed class KestrelTests : InsidePair
{
    private static readonly IPEndPoint s_any = new(IPAddress.Any, 8080);

    [Fact]
    public async Task One_server_has_one_port_in_two_namespaces_and_at_home()
    {
        await using WebApplication app = InsideServer.Create(kestrel =>
        {
            kestrel.ListenInNamespace(Red, s_any);
            kestrel.ListenInNamespace(Blue, s_any);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        await app.StartAsync(Token);
        using var red = new HttpClient(Red.CreateHttpHandler());
        using var blue = new HttpClient(Blue.CreateHttpHandler());
        using var home = new HttpClient();
        ulong homeId = HomeId();

        Assert.Equal((IdOf(Red), IdOf(Red), homeId), await InsideServer.AskAsync(red, "http://127.0.0.1:8080/"));
        Assert.Equal((IdOf(Blue), IdOf(Blue), homeId), await InsideServer.AskAsync(blue, "http://127.0.0.1:8080/"));
        Assert.Equal((IdOf(Blue), IdOf(Blue), homeId), await InsideServer.AskAsync(red, $"http://{BlueAddress}:8080/"));
        if (HomeHasLoopback())
        {
            Assert.Equal((0ul, homeId, homeId), await InsideServer.AskAsync(home, InsideServer.AddressesOf(app).Last()));
        }
    }

    [Fact]
    public async Task Handlers_are_where_their_request_came_from()
    {
        await using WebApplication app = InsideServer.Create(
            kestrel =>
            {
                kestrel.ListenInNamespace(Red, s_any);
                kestrel.ListenInNamespace(Blue, s_any);
                kestrel.Listen(IPAddress.Loopback, 0);
            },
            pipeline => pipeline.UseNetworkNamespace());
        await app.StartAsync(Token);
        using var red = new HttpClient(Red.CreateHttpHandler());
        using var blue = new HttpClient(Blue.CreateHttpHandler());
        using var home = new HttpClient();
        ulong homeId = HomeId();
        string homeUrl = InsideServer.AddressesOf(app).Last();
        int networks = HomeHasLoopback() ? 3 : 2;

        await Parallel.ForEachAsync(Enumerable.Range(0, 300), Token, async (i, _) =>
        {
            (HttpClient client, string url, ulong feature, ulong where) = (i % networks) switch
            {
                0 => (red, "http://127.0.0.1:8080/", IdOf(Red), IdOf(Red)),
                1 => (blue, "http://127.0.0.1:8080/", IdOf(Blue), IdOf(Blue)),
                _ => (home, homeUrl, 0ul, homeId),
            };
            Assert.Equal((feature, where, where), await InsideServer.AskAsync(client, url));
        });
        Assert.Equal(homeId, HomeId());
    }

    [Fact]
    public async Task TLS_and_HTTP_2_are_as_at_home()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = InsideServer.CreateCertificate();
        await using WebApplication app = InsideServer.Create(kestrel => kestrel.ListenInNamespace(Red, new IPEndPoint(IPAddress.IPv6Any, 0), listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2AndHttp3;
            listen.UseHttps(certificate);
        }));
        await app.StartAsync(Token);
        int port = new Uri(Assert.Single(InsideServer.AddressesOf(app))).Port;
        using var client = new HttpClient(Blue.CreateHttpHandler(handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs?.GetCertHashString() == certificate.Thumbprint))
        {
            DefaultRequestVersion = HttpVersion.Version20,
        };

        // Both families, by the one socket.
        foreach (string host in new[] { "10.77.0.1", "[2001:db8:77::1]" })
        {
            using HttpResponseMessage response = await client.GetAsync($"https://{host}:{port}/", Token);
            Assert.Equal(HttpVersion.Version20, response.Version);
            Assert.StartsWith($"{IdOf(Red)} {IdOf(Red)} ", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unix_sockets_are_as_before()
    {
        string path = Path.Join(Path.GetTempPath(), $"lnx-{Guid.NewGuid():N}.sock");
        await using WebApplication app = InsideServer.Create(kestrel =>
        {
            kestrel.ListenInNamespace(Red, s_any);
            kestrel.ListenUnixSocket(path);
        });
        await app.StartAsync(Token);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);

        Assert.Equal((0ul, 0ul, HomeId()), await InsideServer.AskAsync(client, "http://localhost/"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_at_the_start_and_free_again_after_the_stop()
    {
        using (Socket holder = Red.Listen(s_any))
        {
            await using WebApplication refused = InsideServer.Create(kestrel => kestrel.ListenInNamespace(Red, s_any));
            IOException error = await Assert.ThrowsAsync<IOException>(() => refused.StartAsync(Token));
            Assert.Contains("address already in use", error.Message, StringComparison.OrdinalIgnoreCase);
        }

        for (int i = 0; i < 2; i++)
        {
            await using WebApplication app = InsideServer.Create(kestrel => kestrel.ListenInNamespace(Red, s_any));
            await app.StartAsync(Token);
            await app.StopAsync(Token);
        }
    }

    [Fact]
    public async Task What_cannot_be_served_inside_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => _ = Started(kestrel => kestrel.ListenInNamespace(Red, s_any, listen => listen.Protocols = HttpProtocols.Http3)));
        Assert.Throws<InvalidOperationException>(() => new KestrelServerOptions().ListenInNamespace(Red, s_any));

        NetworkNamespace closed = Test.Registry.Add("lnx-closed");
        await using WebApplication app = InsideServer.Create(kestrel => kestrel.ListenInNamespace(closed, s_any));
        closed.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => app.StartAsync(Token));

        static WebApplication Started(Action<KestrelServerOptions> listen)
        {
            WebApplication app = InsideServer.Create(listen);
            app.StartAsync(Token).GetAwaiter().GetResult();
            return app;
        }
    }

    private static ulong IdOf(NetworkNamespace ns) => ns.Id.KernelId ?? throw new InvalidOperationException("no id");

    /// <summary>A user namespace's first network has its lo down.</summary>
    private static bool HomeHasLoopback()
    {
        using NetworkNamespace home = NetworkNamespace.OpenCurrent();
        return home.Links.Get("lo").IsUp == true;
    }

    private static ulong HomeId()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        return CookieOf(socket);
    }
}
