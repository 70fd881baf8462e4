using System.Globalization;
using System.Net;

using LinuxNetns.IntegrationTests.Inside;
using Npgsql;

namespace LinuxNetns.IntegrationTests.Clients;

/// <summary>PostgreSQL in blue, Npgsql in red: its own sockets, its own pool.</summary>
public sealed class PostgresTests : ClientTests
{
    private const string Address = "10.77.0.2";

    [Fact]
    public async Task Npgsql_and_its_pool_stay_inside()
    {
        await StartServerAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString(Address));
        await Red.RunAsync(async () =>
        {
            // More users than connections: they are handed over.
            await Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Token }, async (i, token) =>
            {
                await using NpgsqlCommand command = source.CreateCommand("select inet_client_addr()::text || ' ' || $1");
                command.Parameters.AddWithValue(i);
                Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"10.77.0.1/32 {i}"), await command.ExecuteScalarAsync(token));
            });
        });

        // What the pool has is used from home too, and is still red's; a new connection would be home's, and there is no way from there.
        await using (NpgsqlCommand command = source.CreateCommand("select inet_client_addr()::text"))
        {
            Assert.Equal("10.77.0.1/32", await command.ExecuteScalarAsync(Token));
        }

        source.Clear();
        await using NpgsqlCommand outside = source.CreateCommand("select 1");
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await outside.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_name_means_what_it_means_inside()
    {
        await StartServerAsync();
        WriteEtc("lnx-red", "hosts", $"{Address} db.inside\n");

        string? synchronous = Red.Run(() =>
        {
            using var connection = new NpgsqlConnection(ConnectionString("db.inside") + ";Pooling=false");
            connection.Open();
            using var command = new NpgsqlCommand("select inet_client_addr()::text", connection);
            return (string?)command.ExecuteScalar();
        });

        // .NET's Dns knows the machine's files alone: asked inside, an address is what the driver gets.
        IPAddress address = (await Red.ResolveAsync("db.inside", cancellationToken: Token))[0];
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString(address.ToString()));
        object? asynchronous = await Red.RunAsync(async () =>
        {
            await using NpgsqlCommand command = source.CreateCommand("select inet_client_addr()::text");
            return await command.ExecuteScalarAsync(Token);
        });

        Assert.Equal(("10.77.0.1/32", "10.77.0.1/32"), (synchronous, (string?)asynchronous));
    }

    private static string ConnectionString(string host) => $"Host={host};Port=5432;Username=postgres;Database=postgres;Maximum Pool Size=8;Timeout=5;Command Timeout=30;GSS Encryption Mode=Disable;SSL Mode=Disable";

    private async Task StartServerAsync()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        TestPrivilege.Require(programs is null ? "postgresql is not installed" : null);
        if (!File.ReadAllText("/proc/self/uid_map").Contains("4294967295", StringComparison.Ordinal))
            Assert.Skip("PostgreSQL refuses to be root, and this user namespace has no other user.");
        // The server's user must get to its data.
        File.SetUnixFileMode(Folder.FullName, (UnixFileMode)0b111_111_111);
        string data = PathOf("data");
        CommandResult made = await Blue.ExecAsync($"{programs}/bin/initdb", ["-D", data, "-A", "trust", "-N", "--no-locale"], new ExecOptions { User = "postgres", WorkingDirectory = "/" }, Token);
        Assert.True(made.ExitCode == 0, made.StandardError);
        await File.AppendAllTextAsync(Path.Join(data, "pg_hba.conf"), "host all all 10.77.0.0/24 trust\n", Token);
        NamespaceProcess server = Start(Blue, $"{programs}/bin/postgres", ["-D", data, "-c", "listen_addresses=*", "-c", $"unix_socket_directories={data}", "-c", "fsync=off", "-c", "shared_buffers=16MB"], "postgres");
        await ListensAsync(server, Red, new IPEndPoint(BlueAddress, 5432));
        await ReadyAsync();
    }

    /// <summary>It listens before it takes connections.</summary>
    private async Task ReadyAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await Red.RunAsync(async () =>
                {
                    await using var connection = new NpgsqlConnection(ConnectionString(Address) + ";Pooling=false");
                    await connection.OpenAsync(Token);
                });
                return;
            }
            catch (NpgsqlException) when (attempt < 200)
            {
                await Task.Delay(50, Token);
            }
        }
    }
}
