using System.Net;

using LinuxNetns.IntegrationTests.Inside;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace LinuxNetns.IntegrationTests.Clients;

/// <summary>Redis in blue, StackExchange.Redis in red: entered, and by sockets given to it.</summary>
public sealed class RedisTests : ClientTests
{
    private static readonly IPEndPoint s_server = new(BlueAddress, 6379);

    [Fact]
    public async Task A_multiplexer_made_inside_stays_inside_and_comes_back_inside()
    {
        await StartServerAsync();
        await using ConnectionMultiplexer redis = await Red.RunAsync(() => ConnectionMultiplexer.ConnectAsync(Options(new ConfigurationOptions())));
        await WorkAsync(redis);

        // The server drops the client: who connects again is a thread of the library's, later.
        using (Red.Enter())
        {
            await using ConnectionMultiplexer admin = await ConnectionMultiplexer.ConnectAsync(Options(new ConfigurationOptions { ClientName = "admin" }));
            await admin.GetServer(s_server).ClientKillAsync(clientType: ClientType.Normal, skipMe: true);
        }

        await WorkAsync(redis);
        Assert.All(await ClientsAsync(redis), client => Assert.Equal("10.77.0.1", client));
    }

    [Fact]
    public async Task A_tunnel_gives_it_sockets_that_were_made_inside()
    {
        await StartServerAsync();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(Options(new ConfigurationOptions { Tunnel = new InsideTunnel(Red) }));

        await WorkAsync(redis);
        Assert.All(await ClientsAsync(redis), client => Assert.Equal("10.77.0.1", client));
    }

    private static ConfigurationOptions Options(ConfigurationOptions options)
    {
        options.EndPoints.Add(s_server);
        options.AbortOnConnectFail = true;
        options.AllowAdmin = true;
        options.ConnectTimeout = 20_000;
        options.AsyncTimeout = 20_000;
        options.BacklogPolicy = BacklogPolicy.Default;
        return options;
    }

    private static async Task WorkAsync(ConnectionMultiplexer redis)
    {
        IDatabase database = redis.GetDatabase();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await Task.WhenAll(Enumerable.Range(0, 100).Select(i => database.StringIncrementAsync($"key{i % 7}")));
                return;
            }
            catch (RedisConnectionException) when (attempt < 100)
            {
                await Task.Delay(50, Token);
            }
        }
    }

    private static async Task<string[]> ClientsAsync(ConnectionMultiplexer redis) =>
        [.. ((string)(await redis.GetDatabase().ExecuteAsync("CLIENT", "LIST"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').First(field => field.StartsWith("addr=", StringComparison.Ordinal))[5..].Split(':')[0])];

    private async Task StartServerAsync()
    {
        TestPrivilege.RequireProgram("redis-server");
        NamespaceProcess server = Start(Blue, "redis-server", ["--port", "6379", "--bind", "10.77.0.2", "--save", "", "--dir", Folder.FullName, "--protected-mode", "no"]);
        await ListensAsync(server, Red, s_server);
    }

    /// <summary>What the driver asks before it would make a socket of its own.</summary>
    private sealed class InsideTunnel(NetworkNamespace ns) : Tunnel
    {
        public override ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken) => new((EndPoint?)null);

        public override async ValueTask<Stream?> BeforeAuthenticateAsync(EndPoint endpoint, ConnectionType connectionType, System.Net.Sockets.Socket? socket, CancellationToken cancellationToken) =>
            new System.Net.Sockets.NetworkStream(await ns.ConnectAsync((IPEndPoint)endpoint, cancellationToken), ownsSocket: true);
    }
}
