using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>hosts(5): addresses and their names.</summary>
internal static class HostsFile
{
    private static readonly char[] s_white = [' ', '\t', '\r'];

    /// <summary>The addresses of a name, in the order of the file.</summary>
    internal static IReadOnlyList<IPAddress> Find(string? text, string name, AddressFamily family)
    {
        var found = new List<IPAddress>();
        foreach (string line in (text ?? "").Split('\n'))
        {
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            string[] words = (comment < 0 ? line : line[..comment]).Split(s_white, StringSplitOptions.RemoveEmptyEntries);
            // An address with a device would have to be asked about inside; glibc drops the device.
            if (words.Length > 1 && NameServer.Parse(words[0]) is { Address: IPAddress address } && (family == AddressFamily.Unspecified || address.AddressFamily == family)
                && words.Skip(1).Any(word => DnsName.Same(word, name)) && !found.Contains(address))
                found.Add(address);
        }

        return found;
    }
}
