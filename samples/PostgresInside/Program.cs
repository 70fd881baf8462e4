// A PostgreSQL server of our own for one test: on its usual port, in a network that nobody else can reach, beside any other server of this machine. Needs Debian's package postgresql.
using System.Globalization;
using System.Runtime.InteropServices;
using LinuxNetns;
using LinuxNetns.Netlink;
using Npgsql;

string? programs = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Max(StringComparer.Ordinal) : null;
if (programs is null)
{
    Console.Error.WriteLine("PostgreSQL is not installed: apt-get install postgresql");
    return 1;
}

string suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
using NetworkNamespace database = NetworkNamespace.Create($"database-{suffix}");
using NetworkNamespace application = NetworkNamespace.Create($"application-{suffix}");
application.Links.Add(new VethLink("db") { PeerName = "app", PeerNamespace = database });
application.Addresses.Add("db", "10.0.0.1/24");
database.Addresses.Add("app", "10.0.0.2/24");
application.Links.SetUp("db");
database.Links.SetUp("lo", "app");

DirectoryInfo data = Directory.CreateTempSubdirectory("postgres-");
try
{
    // The server refuses to be root.
    data.UnixFileMode = (UnixFileMode)0b111_111_111;
    var asPostgres = new ExecOptions { User = "postgres", WorkingDirectory = "/" };
    string cluster = Path.Join(data.FullName, "cluster");
    (await database.ExecAsync($"{programs}/bin/initdb", ["-D", cluster, "--auth=trust", "--no-sync"], asPostgres)).EnsureSuccess();
    await File.AppendAllTextAsync(Path.Join(cluster, "pg_hba.conf"), "host all all 10.0.0.0/24 trust\n");

    await using NamespaceProcess server = database.StartProcess(
        $"{programs}/bin/postgres", ["-D", cluster, "-c", "listen_addresses=*", "-c", $"unix_socket_directories={cluster}", "-c", "log_min_messages=fatal"], asPostgres);
    while (!(await application.ExecAsync($"{programs}/bin/pg_isready", ["-h", "10.0.0.2", "-U", "postgres"])).IsSuccess)
        await Task.Delay(100);

    await using (NpgsqlDataSource source = NpgsqlDataSource.Create("Host=10.0.0.2;Username=postgres"))
    {
        // Everything that the driver opens, its pool too, is of the application's namespace.
        await application.RunAsync(async () =>
        {
            await using NpgsqlCommand command = source.CreateCommand("select format('%s asks %s: PostgreSQL %s', host(inet_client_addr()), host(inet_server_addr()), split_part(version(), ' ', 2))");
            Console.WriteLine(await command.ExecuteScalarAsync());
        });
    }

    server.Signal(PosixSignal.SIGINT);
    await server.WaitForExitAsync();
}
finally
{
    data.Delete(recursive: true);
}

return 0;
