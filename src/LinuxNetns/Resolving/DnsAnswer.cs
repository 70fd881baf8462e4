using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>What became of a question.</summary>
/// <param name="Error">Success, HostNotFound (no such name), NoData (no such address), or TryAgain (no server answers).</param>
/// <param name="Addresses">The addresses.</param>
internal sealed record DnsAnswer(SocketError Error, IReadOnlyList<IPAddress> Addresses)
{
    internal static DnsAnswer Failed(SocketError error) => new(error, []);

    /// <summary>Of two questions about one name: addresses count most, then what is certain about the name.</summary>
    internal DnsAnswer And(DnsAnswer other)
    {
        if (Addresses.Count > 0 || other.Addresses.Count > 0)
            return new DnsAnswer(SocketError.Success, [.. Addresses, .. other.Addresses]);
        foreach (SocketError error in (SocketError[])[SocketError.TryAgain, SocketError.NoData])
        {
            if (Error == error || other.Error == error)
                return Failed(error);
        }

        return Failed(SocketError.HostNotFound);
    }
}
