using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using LinuxNetns.AspNetCore;
using LinuxNetns.IntegrationTests.Inside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinuxNetns.IntegrationTests.AspNetCore;

/// <summary>A server that answers, for any path, where the request came from (its feature), where its connection is and where a socket that the handler makes is: ids, 0 for no feature.</summary>
internal static class InsideServer
{
    internal static WebApplication Create(Action<KestrelServerOptions> listen, Action<WebApplication>? pipeline = null, Action<IServiceCollection>? services = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(listen);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        pipeline?.Invoke(app);
        app.Run(AnswerAsync);
        return app;
    }

    internal static async Task<(ulong Feature, ulong Connection, ulong Handler)> AskAsync(HttpClient client, string url)
    {
        string[] ids = (await client.GetStringAsync(url, InsidePair.Token)).Split(' ');
        return (Id(ids[0]), Id(ids[1]), Id(ids[2]));

        static ulong Id(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
    }

    internal static IEnumerable<string> AddressesOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    internal static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        // Elsewhere than where it began.
        await Task.Yield();
        Socket connection = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        ulong feature = context.Features.Get<INetworkNamespaceFeature>()?.Namespace.Id.KernelId ?? 0;
        ulong where = connection.AddressFamily == AddressFamily.Unix ? 0 : InsidePair.CookieOf(connection);
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{feature} {where} {InsidePair.CookieOf(probe)}"), context.RequestAborted);
    }
}
