using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Which neighbours are meant: those that answer to everything that is not null here. As the selectors of <c>ip neighbor show</c>.</summary>
public sealed record NeighborFilter
{
    internal static NeighborFilter Everything { get; } = new();

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily? Family { get; init; }

    /// <summary>The device.</summary>
    /// <exception cref="ArgumentException">It is <see cref="LinkReference.None"/>, which is not every device: that is null.</exception>
    public LinkReference? Device
    {
        get;
        init => field = value == LinkReference.None ? throw Invalid.Property(nameof(Device), "No link is named; null is every one.") : value;
    }

    /// <summary>Any of these states (<c>nud</c>).</summary>
    public NeighborStates? States { get; init; }

    /// <summary>Addresses within this network (<c>to</c>).</summary>
    public IPNetwork? Within { get; init; }

    /// <summary>Who made it.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>The addresses that this machine answers for, in place of the neighbours (<c>proxy</c>).</summary>
    public bool IsProxy { get; init; }

    /// <summary>The fixed part of a message does not tell all that is asked for.</summary>
    internal bool LooksInside => Protocol is not null || Within is not null;

    /// <summary>Whether it is IPv4 or IPv6, and answers to the filter as far as the fixed part of the message tells.</summary>
    internal bool Matches(in NeighborMessage message, int device) =>
        Family.Takes(message.Family)
        && (device == 0 || device == message.Index)
        && (States is not NeighborStates states || (message.State & states) != 0)
        && IsProxy == (((NeighborFlags)message.Flags & NeighborFlags.Proxy) != 0);

    /// <summary>The same for what only the attributes tell.</summary>
    internal bool Matches(in NeighborRow row) =>
        (Protocol is null || Protocol == (row.Protocol ?? RouteProtocol.Unspecified))
        && (Within is not IPNetwork network || network.Contains(new IPAddress(row.Address)));
}
