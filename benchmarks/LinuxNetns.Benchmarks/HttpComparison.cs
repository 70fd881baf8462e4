using System.Diagnostics;
using System.Globalization;
using System.Net;

using LinuxNetns.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinuxNetns.Benchmarks;

/// <summary>One Kestrel that listens at home and in a namespace, both on the loopback device: the same requests to each, by turns.</summary>
internal static class HttpComparison
{
    private const int Rounds = 7;
    private const int Kept = 3_000;
    private const int Fresh = 500;
    private const int Clients = 16;
    private const int EachClient = 1_000;
    private const int Port = 18_473;

    private static readonly Uri s_address = new($"http://127.0.0.1:{Port}/");

    internal static async Task<int> RunAsync()
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        ns.Links.SetUp("lo");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(Port);
            kestrel.ListenInNamespace(ns, new IPEndPoint(IPAddress.Loopback, Port));
        });
        await using WebApplication app = builder.Build();
        app.Run(static context => context.Response.WriteAsync("ok"));
        await app.StartAsync();

        var best = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < Rounds; i++)
        {
            foreach ((string where, Func<HttpMessageHandler> make) in new (string, Func<HttpMessageHandler>)[] { ("at home", static () => new SocketsHttpHandler { UseProxy = false }), ("inside", () => ns.CreateHttpHandler()) })
            {
                Keep(best, $"kept connection, {where}", await KeptAsync(make));
                Keep(best, $"new connection, {where}", await FreshAsync(make));
                Keep(best, $"16 clients, {where}", await LoadAsync(make));
            }
        }

        await app.StopAsync();
        foreach ((string name, double microseconds) in best)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {microseconds,8:F1} us"));
        return 0;
    }

    private static async Task<double> KeptAsync(Func<HttpMessageHandler> make)
    {
        using var client = new HttpClient(make());
        _ = await client.GetStringAsync(s_address);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Kept; i++)
            _ = await client.GetStringAsync(s_address);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Kept;
    }

    private static async Task<double> FreshAsync(Func<HttpMessageHandler> make)
    {
        using var client = new HttpClient(make());
        client.DefaultRequestHeaders.ConnectionClose = true;
        _ = await client.GetStringAsync(s_address);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Fresh; i++)
            _ = await client.GetStringAsync(s_address);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Fresh;
    }

    /// <summary>Microseconds of all for each request: a million divided by the requests of a second.</summary>
    private static async Task<double> LoadAsync(Func<HttpMessageHandler> make)
    {
        using var client = new HttpClient(make());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => client.GetStringAsync(s_address)));
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            for (int i = 0; i < EachClient; i++)
                _ = await client.GetStringAsync(s_address);
        }));
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (Clients * EachClient);
    }

    private static void Keep(SortedDictionary<string, double> best, string name, double value) => best[name] = Math.Min(value, best.GetValueOrDefault(name, double.MaxValue));
}
