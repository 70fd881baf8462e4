using System.Net;

using LinuxNetns.IntegrationTests.Inside;

namespace LinuxNetns.IntegrationTests.Clients;

/// <summary>Real software in namespaces, started by <see cref="NetworkNamespace.StartProcess"/>: servers in blue, clients in red.</summary>
public abstract class ClientTests : InsidePair
{
    private readonly List<NamespaceProcess> _processes = [];

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("lnx-clients-");

    protected override void Dispose(bool disposing)
    {
        foreach (NamespaceProcess process in _processes)
        {
            process.Kill();
            process.Dispose();
        }

        Folder.Delete(recursive: true);
        base.Dispose(disposing);
    }

    internal NamespaceProcess Start(NetworkNamespace ns, string program, IReadOnlyList<string> arguments, string? user = null)
    {
        NamespaceProcess process = ns.StartProcess(program, arguments, new ExecOptions
        {
            User = user, StandardInput = StandardStreamMode.Null, StandardOutput = StandardStreamMode.Null, StandardError = StandardStreamMode.Null,
            Environment = new Dictionary<string, string?> { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin" }, WorkingDirectory = "/",
        });
        _processes.Add(process);
        return process;
    }

    /// <summary>Until something listens there; fails when the server ends before.</summary>
    internal static async Task ListensAsync(NamespaceProcess server, NetworkNamespace from, IPEndPoint where)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(TestTimeout.Seconds(30)));
        while (true)
        {
            Assert.False(server.HasExited, "the server has ended");
            try
            {
                (await from.ConnectAsync(where, patience.Token)).Dispose();
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    protected string PathOf(string name) => Path.Join(Folder.FullName, name);
}
