using System.Globalization;
using System.Net;
using System.Net.Sockets;

using LinuxNetns.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinuxNetns.TestHost;

/// <summary>One server in eight namespaces, on the same address and port in each, and 64 clients that drop their connections now and then. Prints what went wrong, which must be nothing.</summary>
internal sealed class ServerLoad
{
    private const int Namespaces = 8;
    private const int Clients = 64;
    private const int RequestsOfAConnection = 25;

    private static readonly IPEndPoint s_address = new(IPAddress.Parse("10.0.0.1"), 80);

    private readonly NetworkNamespace[] _namespaces = [.. Enumerable.Range(0, Namespaces).Select(_ => CreateNetwork())];
    private long _requests;
    private long _wrong;

    internal async Task RunAsync(TimeSpan duration)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Array.ForEach(_namespaces, ns => kestrel.ListenInNamespace(ns, s_address)));
        await using WebApplication app = builder.Build();
        app.UseNetworkNamespace();
        app.Run(AnswerAsync);
        await app.StartAsync();

        await LoadAsync(TimeSpan.FromSeconds(1));
        int descriptors = await DescriptorsAsync();
        long warm = _requests;
        await LoadAsync(duration);
        int grown = await DescriptorsAsync() - descriptors;
        await app.StopAsync();

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"requests {_requests - warm} wrong {_wrong} descriptors {grown} strays {NamespaceThreadAudit.Find().Count}"));
        Array.ForEach(_namespaces, ns => ns.Dispose());
    }

    private static NetworkNamespace CreateNetwork()
    {
        var ns = NetworkNamespace.CreateAnonymous();
        ns.Links.Add(new Netlink.BridgeLink("office"));
        ns.Addresses.Add("office", "10.0.0.1/24");
        ns.Links.SetUp("lo", "office");
        return ns;
    }

    /// <summary>Three ids: of the feature, of the connection, and of a socket that the handler makes after an await.</summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        ulong feature = context.Features.Get<INetworkNamespaceFeature>()!.Namespace.Id.KernelId!.Value;
        ulong connection = NetnsCookie.Of(context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionSocketFeature>()!.Socket);
        await Task.Yield();
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{feature} {connection} {NetnsCookie.Of(probe)}"));
    }

    private async Task LoadAsync(TimeSpan duration)
    {
        using var end = new CancellationTokenSource(duration);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => ClientAsync(_namespaces[i % Namespaces], end.Token)));
    }

    private async Task ClientAsync(NetworkNamespace ns, CancellationToken end)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"{ns.Id.KernelId} {ns.Id.KernelId} {ns.Id.KernelId}");
        while (!end.IsCancellationRequested)
        {
            using var client = new HttpClient(ns.CreateHttpHandler());
            for (int i = 0; i < RequestsOfAConnection && !end.IsCancellationRequested; i++)
            {
                bool right = await client.GetStringAsync("http://10.0.0.1/", CancellationToken.None) == expected;
                Interlocked.Increment(ref _requests);
                Interlocked.Add(ref _wrong, right ? 0 : 1);
            }
        }
    }

    /// <summary>When the server has closed what its clients dropped.</summary>
    private static async Task<int> DescriptorsAsync()
    {
        int last = int.MaxValue;
        for (int same = 0; same < 5;)
        {
            await Task.Delay(100);
            int now = Directory.GetFiles("/proc/self/fd").Length;
            same = now == last ? same + 1 : 0;
            last = now;
        }

        return last;
    }
}
