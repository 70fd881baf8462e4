using System.Net;

using LinuxNetns.AspNetCore;
using LinuxNetns.Netlink;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinuxNetns.SideBySide;

/// <summary>One Kestrel that listens at home and in a namespace, both on the loopback device: the same requests to each.</summary>
internal static class HttpPaths
{
    private const int Clients = 16;
    private const int Port = 18_473;

    private static readonly Uri s_address = new($"http://127.0.0.1:{Port}/");

    internal static IEnumerable<Comparison> All()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        ns.Links.SetUp("lo");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(Port);
            kestrel.ListenInNamespace(ns, new IPEndPoint(IPAddress.Loopback, Port));
        });
        WebApplication app = builder.Build();
        app.Run(static context => context.Response.WriteAsync("ok"));
        app.StartAsync().GetAwaiter().GetResult();
        try
        {
            yield return Compare("HTTP, a request over a kept connection", ns, 1.05, KeptAsync);
            yield return Compare("HTTP, a request over a new connection", ns, 1.2, FreshAsync);
            // 0.9 times the requests of a second.
            yield return Compare("HTTP, 16 clients at once", ns, 1 / 0.9, LoadAsync);
        }
        finally
        {
            app.StopAsync().GetAwaiter().GetResult();
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Comparison Compare(string path, NetworkNamespace ns, double ratio, Func<HttpMessageHandler, Task<Cost>> measure) => new(
        path,
        1,
        "server",
        [
            new("at home", () => measure(new SocketsHttpHandler { UseProxy = false }).GetAwaiter().GetResult()),
            new("inside", () => measure(ns.CreateHttpHandler()).GetAwaiter().GetResult()),
        ],
        new Target("inside", "at home", ratio));

    private static async Task<Cost> KeptAsync(HttpMessageHandler handler)
    {
        using var client = new HttpClient(handler);
        _ = await client.GetStringAsync(s_address);
        return await Cost.OfAsync(3_000, times => AskAsync(client, times));
    }

    private static async Task<Cost> FreshAsync(HttpMessageHandler handler)
    {
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.ConnectionClose = true;
        _ = await client.GetStringAsync(s_address);
        return await Cost.OfAsync(500, times => AskAsync(client, times));
    }

    private static async Task<Cost> LoadAsync(HttpMessageHandler handler)
    {
        using var client = new HttpClient(handler);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => client.GetStringAsync(s_address)));
        return await Cost.OfAsync(Clients * 500, times => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => AskAsync(client, times / Clients))));
    }

    private static async Task AskAsync(HttpClient client, int times)
    {
        for (int i = 0; i < times; i++)
            _ = await client.GetStringAsync(s_address);
    }
}
