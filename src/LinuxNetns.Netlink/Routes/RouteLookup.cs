using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>The packet whose way is asked for: what <c>ip route get</c> takes beside the destination. Null: not said.</summary>
public sealed record RouteLookup
{
    /// <summary>Its source address (<c>from</c>). With <see cref="InputDevice"/> it is a packet that came in; else one of this machine, whose address it must be.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The device that it came in by (<c>iif</c>).</summary>
    public LinkReference? InputDevice { get; init; }

    /// <summary>The device that it is bound to (<c>oif</c>).</summary>
    public LinkReference? OutputDevice { get; init; }

    /// <summary>Its mark (<c>mark</c>).</summary>
    public uint? Mark { get; init; }

    /// <summary>Whose it is (<c>uid</c>).</summary>
    public uint? UserId { get; init; }

    /// <summary>Its type of service (<c>tos</c>).</summary>
    public byte? TypeOfService { get; init; }

    /// <summary>Its protocol: TCP, UDP or ICMP (<c>ipproto</c>); Linux 4.18.</summary>
    public ProtocolType? IPProtocol { get; init; }

    /// <summary>Its source port (<c>sport</c>); Linux 4.18.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>Its destination port (<c>dport</c>); Linux 4.18.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>The answer is the route of the table itself, not what was made of it for this packet (<c>fibmatch</c>).</summary>
    public bool FibMatch { get; init; }
}
