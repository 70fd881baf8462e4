using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using LinuxNetns.AspNetCore;
using LinuxNetns.IntegrationTests.AspNetCore;
using LinuxNetns.IntegrationTests.Inside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LinuxNetns.IntegrationTests.Clients;

/// <summary>nginx, curl and web sockets across namespaces.</summary>
public sealed class WebServerTests : ClientTests
{
    [Fact]
    public async Task Nginx_is_read_by_HTTP_1_and_HTTP_2_from_another_namespace()
    {
        TestPrivilege.RequireProgram("nginx");
        using X509Certificate2 certificate = InsideServer.CreateCertificate();
        await File.WriteAllTextAsync(PathOf("cert.pem"), certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(PathOf("key.pem"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Token);
        await File.WriteAllTextAsync(PathOf("nginx.conf"), $$"""
            daemon off; master_process off; user root; pid {{PathOf("pid")}}; error_log {{PathOf("error")}};
            events { }
            http {
              access_log off; client_body_temp_path {{PathOf("b")}}; proxy_temp_path {{PathOf("p")}}; fastcgi_temp_path {{PathOf("f")}}; uwsgi_temp_path {{PathOf("u")}}; scgi_temp_path {{PathOf("s")}};
              server {
                listen 80; listen [::]:80; listen 443 ssl http2;
                ssl_certificate {{PathOf("cert.pem")}}; ssl_certificate_key {{PathOf("key.pem")}};
                location / { return 200 "$server_protocol $remote_addr"; }
              }
            }
            """, Token);
        NamespaceProcess nginx = Start(Blue, "nginx", ["-c", PathOf("nginx.conf"), "-p", Folder.FullName, "-e", PathOf("error")]);
        await ListensAsync(nginx, Red, new IPEndPoint(BlueAddress, 443));
        using var client = new HttpClient(Red.CreateHttpHandler(handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs?.GetCertHashString() == certificate.Thumbprint));

        Assert.Equal("HTTP/1.1 10.77.0.1", await client.GetStringAsync("http://10.77.0.2/", Token));
        Assert.Equal("HTTP/1.1 2001:db8:77::1", await client.GetStringAsync("http://[2001:db8:77::2]/", Token));
        string[] second = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "https://10.77.0.2/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using HttpResponseMessage response = await client.SendAsync(request, Token);
            return await response.Content.ReadAsStringAsync(Token);
        }));
        Assert.All(second, text => Assert.Equal("HTTP/2.0 10.77.0.1", text));

        // From home there is no way there.
        using var home = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Assert.ThrowsAnyAsync<Exception>(() => home.GetStringAsync("http://10.77.0.2/", Token));
    }

    [Fact]
    public async Task Curl_in_each_namespace_gets_the_Kestrel_of_its_own()
    {
        TestPrivilege.RequireProgram("curl");
        var here = new IPEndPoint(IPAddress.Loopback, 8080);
        await using WebApplication app = InsideServer.Create(
            kestrel =>
            {
                kestrel.ListenInNamespace(Red, here);
                kestrel.ListenInNamespace(Blue, here);
            },
            pipeline => pipeline.Map("/name", map => map.Run(context => context.Response.WriteAsync(context.Features.Get<INetworkNamespaceFeature>()!.Namespace.Name!))));
        await app.StartAsync(Token);

        foreach (NetworkNamespace ns in new[] { Red, Blue, Red })
        {
            CommandResult curl = await ns.ExecAsync("curl", ["-sS", "--max-time", "20", "http://127.0.0.1:8080/name"], cancellationToken: Token);
            Assert.Equal((0, ns.Name, ""), (curl.ExitCode, curl.StandardOutput, curl.StandardError));
        }
    }

    [Fact]
    public async Task A_web_socket_goes_from_namespace_to_namespace()
    {
        await using WebApplication app = InsideServer.Create(
            kestrel => kestrel.ListenInNamespace(Blue, new IPEndPoint(BlueAddress, 8080)),
            pipeline =>
            {
                pipeline.UseWebSockets();
                pipeline.UseNetworkNamespace();
                pipeline.Map("/echo", map => map.Run(EchoAsync));
            });
        await app.StartAsync(Token);
        using var client = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(Red.CreateHttpHandler());

        await client.ConnectAsync(new Uri("ws://10.77.0.2:8080/echo"), invoker, Token);
        for (int i = 0; i < 20; i++)
        {
            await client.SendAsync(Encoding.UTF8.GetBytes($"message {i}"), WebSocketMessageType.Text, endOfMessage: true, Token);
            byte[] buffer = new byte[200];
            WebSocketReceiveResult received = await client.ReceiveAsync(buffer, Token);
            Assert.Equal($"message {i} from 10.77.0.1 in {Blue.Id.KernelId}", Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);

        // Whoever answers, after whichever await, is inside.
        static async Task EchoAsync(HttpContext context)
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            byte[] buffer = new byte[100];
            while (await socket.ReceiveAsync(buffer, Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                string answer = $"{Encoding.UTF8.GetString(buffer, 0, received.Count)} from {context.Connection.RemoteIpAddress} in {CookieOf(probe)}";
                await socket.SendAsync(Encoding.UTF8.GetBytes(answer), WebSocketMessageType.Text, endOfMessage: true, Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        }
    }
}
