using System.Globalization;
using System.Net;

namespace LinuxNetns;

/// <summary>What resolv.conf(5) says, within its limits. Lines and options that are not understood are passed over, as glibc does.</summary>
internal sealed class ResolverSettings
{
    private const int MaxServers = 3;
    private static readonly char[] s_white = [' ', '\t'];

    private readonly List<NameServer> _servers = [];

    private ResolverSettings()
    {
    }

    /// <summary>The name servers; the machine itself where none is named.</summary>
    internal IReadOnlyList<NameServer> Servers => _servers.Count > 0 ? _servers : [new NameServer(IPAddress.Loopback, Scope: null)];

    /// <summary>Domains to try a short name in.</summary>
    internal IReadOnlyList<string> Search { get; private set; } = [];

    /// <summary>With this many dots a name is tried as it is first.</summary>
    internal int Dots { get; private set; } = 1;

    /// <summary>How long to wait for one server, once.</summary>
    internal TimeSpan Timeout { get; private set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to go through the servers.</summary>
    internal int Attempts { get; private set; } = 2;

    /// <summary>Whether each query starts with another server.</summary>
    internal bool Rotates { get; private set; }

    /// <summary>Whether to ask by TCP at once.</summary>
    internal bool UsesTcp { get; private set; }

    /// <summary>Whether IPv4 and IPv6 addresses are asked for one after the other.</summary>
    internal bool OneAtATime { get; private set; }

    /// <summary>Whether IPv6 addresses are never asked for.</summary>
    internal bool WithoutIpv6 { get; private set; }

    internal static ResolverSettings Parse(string? text)
    {
        var settings = new ResolverSettings();
        foreach (string line in (text ?? "").Split('\n'))
        {
            // As glibc: a comment starts where the line does.
            if (line.StartsWith('#') || line.StartsWith(';'))
                continue;
            string[] words = line.TrimEnd('\r').Split(s_white, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1)
                settings.Apply(words[0], words[1..]);
        }

        return settings;
    }

    /// <summary>In the place of those that are named.</summary>
    internal void UseServer(IPAddress server)
    {
        _servers.Clear();
        _servers.Add(new NameServer(server, Scope: null));
    }

    private void Apply(string keyword, string[] values)
    {
        switch (keyword)
        {
            case "nameserver" when _servers.Count < MaxServers && NameServer.Parse(values[0]) is NameServer server:
                _servers.Add(server);
                break;
            case "domain":
                Search = Domains(values[..1]);
                break;
            case "search":
                Search = Domains(values);
                break;
            case "options":
                Array.ForEach(values, ApplyOption);
                break;
        }
    }

    private void ApplyOption(string option)
    {
        string[] parts = option.Split(':', 2);
        int? number = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
        switch (parts[0])
        {
            case "ndots" when number is int dots:
                Dots = Math.Min(dots, 15);
                break;
            case "timeout" when number is int seconds:
                Timeout = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 30));
                break;
            case "attempts" when number is int attempts:
                Attempts = Math.Clamp(attempts, 1, 5);
                break;
            case "rotate":
                Rotates = true;
                break;
            case "use-vc":
                UsesTcp = true;
                break;
            case "single-request" or "single-request-reopen":
                OneAtATime = true;
                break;
            case "no-aaaa":
                WithoutIpv6 = true;
                break;
        }
    }

    /// <summary>The root as a domain to search means the name as it is, which is tried anyway.</summary>
    private static string[] Domains(string[] values) => [.. values.Select(value => value.TrimEnd('.')).Where(value => value.Length > 0)];
}
