using System.Net;

namespace LinuxNetns;

/// <summary>The name server of commands behind an uplink, where this machine's own one is on its loopback device: the address inside at which the uplink asks it.</summary>
internal static class UplinkNames
{
    private const string Target = "/etc/resolv.conf";

    /// <summary>Whether the only servers are on this machine's loopback device, which is not the namespace's.</summary>
    internal static bool AreOfTheMachine(ResolverSettings settings) => settings.Servers.All(static named => IPAddress.IsLoopback(named.Address));

    /// <summary>Starts a command that sees an <c>/etc/resolv.conf</c> with the server, unless the options show it another one or none.</summary>
    internal static NamespaceProcess Start(IPAddress server, ExecOptions options, Func<ExecOptions, NamespaceProcess> start)
    {
        string? text = options.BindEtc && options.Binds?.Any(static bind => bind.Target == Target) != true ? EtcFile.Read(etcDirectory: null, name: null, "resolv.conf") : null;
        if (text is null || !AreOfTheMachine(ResolverSettings.Parse(text)))
            return start(options);
        string file = Path.Join(Path.GetTempPath(), $"linuxnetns-{Path.GetRandomFileName()}");
        try
        {
            // Never through a link that somebody else has put there.
            using (var writer = new StreamWriter(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }))
            {
                writer.Write($"nameserver {server}\n");
                writer.Write(string.Join('\n', text.Split('\n').Where(static line => !line.StartsWith("nameserver", StringComparison.Ordinal))));
            }

            return start(options.With(new BindMount(file, Target)));
        }
        finally
        {
            // What is mounted stays.
            File.Delete(file);
        }
    }
}
