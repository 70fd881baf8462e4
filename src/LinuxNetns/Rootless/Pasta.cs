using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>pasta(1).</summary>
internal sealed class Pasta : IUplinkProgram
{
    public string Name => "pasta";

    /// <summary>Nobody's: a link-local address is on no network beyond a link, and goes to the default route here.</summary>
    public IPAddress NameServer { get; } = new([169, 254, 1, 1]);

    /// <summary>Without being told otherwise it forwards whatever anybody listens on, in both directions.</summary>
    public string[] Arguments(string userNamespace, string networkNamespace, RootlessOptions options)
    {
        List<string> arguments = ["--foreground", "--quiet", "--stderr", "--config-net", "--no-map-gw", "--dns-forward", $"{NameServer}", "--tcp-ns", "none", "--udp-ns", "none", "--userns", userNamespace, "--netns", networkNamespace];
        AddPorts(arguments, "--tcp-ports", options, ProtocolType.Tcp);
        AddPorts(arguments, "--udp-ports", options, ProtocolType.Udp);
        return [.. arguments];
    }

    /// <summary>It does not say when; the route is the last thing that it configures of an address family.</summary>
    public bool WaitUntilReady(NamespaceProcess process, NetworkNamespace networkNamespace, RootlessOptions options)
    {
        long end = Environment.TickCount64 + (long)Uplink.Patience.TotalMilliseconds;
        Task<ProcessExit> exit = process.WaitForExitAsync();
        while (!networkNamespace.Routes.List().Any(static route => route.Destination.PrefixLength == 0 && route.Device?.Index != 1))
        {
            if (exit.Wait(10) || Environment.TickCount64 > end)
                return false;
        }

        return !exit.IsCompleted;
    }

    private static void AddPorts(List<string> arguments, string option, RootlessOptions options, ProtocolType protocol)
    {
        PortForward[] forwards = [.. (options.PortForwards ?? []).Where(forward => forward.Protocol == protocol)];
        string[] values = forwards.Length == 0 ? ["none"] : [.. forwards.Select(static forward => FormattableString.Invariant($"{forward.HostAddress}/{forward.HostPort}:{forward.Port}"))];
        foreach (string value in values)
            arguments.AddRange([option, value]);
    }
}
