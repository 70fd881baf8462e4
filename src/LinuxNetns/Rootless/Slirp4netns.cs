using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>slirp4netns(1).</summary>
internal sealed class Slirp4netns : IUplinkProgram
{
    private const string Device = "tap0";
    private const string GuestAddress = "10.0.2.100";

    private readonly string _api = Path.Join(Path.GetTempPath(), $"lnx-{Guid.NewGuid():N}");

    public string Name => "slirp4netns";

    public IPAddress NameServer { get; } = new([10, 0, 2, 3]);

    public string[] Arguments(string userNamespace, string networkNamespace, RootlessOptions options)
    {
        List<string> arguments = ["--configure", "--mtu=65520", "--disable-host-loopback", "--ready-fd=1", "--exit-fd=0", "--netns-type=path", $"--userns-path={userNamespace}"];
        if (options.PortForwards is { Count: > 0 })
            arguments.Add($"--api-socket={_api}");
        return [.. arguments, networkNamespace, Device];
    }

    /// <summary>It writes a byte.</summary>
    public bool WaitUntilReady(NamespaceProcess process, NetworkNamespace networkNamespace, RootlessOptions options)
    {
        try
        {
            Task<int> ready = process.StandardOutput.ReadAsync(new byte[1]).AsTask();
            if (!ready.Wait(Uplink.Patience) || ready.Result == 0)
                return false;
            foreach (PortForward forward in options.PortForwards ?? [])
                Add(forward);
            return true;
        }
        finally
        {
            File.Delete(_api);
        }
    }

    private void Add(PortForward forward)
    {
        string protocol = forward.Protocol == ProtocolType.Tcp ? "tcp" : "udp";
        string request = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"execute":"add_hostfwd","arguments":{"proto":"{{{protocol}}}","host_addr":"{{{forward.HostAddress}}}","host_port":{{{forward.HostPort}}},"guest_addr":"{{{GuestAddress}}}","guest_port":{{{forward.Port}}}}}""");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)Uplink.Patience.TotalMilliseconds };
        socket.Connect(new UnixDomainSocketEndPoint(_api));
        socket.Send(Encoding.ASCII.GetBytes(request));
        socket.Shutdown(SocketShutdown.Send);
        byte[] answer = new byte[4096];
        string text = Encoding.UTF8.GetString(answer, 0, socket.Receive(answer));
        if (text.Contains("\"error\"", StringComparison.Ordinal))
            throw Interop.Error(NamespaceError.AlreadyExists, Errno.None, "forward a port", forward.ToString(), text.Trim());
    }
}
