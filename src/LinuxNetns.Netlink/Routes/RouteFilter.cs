using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// Which routes are meant: those that answer to everything that is not null here. As the selectors of <c>ip route show</c>; like it, of the table main
/// unless told otherwise.
/// </summary>
public sealed record RouteFilter
{
    /// <summary>The routes of every table, as <c>table all</c>.</summary>
    public static RouteFilter AllTables { get; } = new() { Table = null };

    internal static RouteFilter MainTable { get; } = new();

    /// <summary>IPv4 or IPv6; null: both.</summary>
    public AddressFamily? Family { get; init; }

    /// <summary>The table; null: all. Unless told otherwise, main.</summary>
    public RoutingTableId? Table { get; init; } = RoutingTableId.Main;

    /// <summary>The device; of a multipath route, that of one of its ways.</summary>
    /// <exception cref="ArgumentException">It is <see cref="LinkReference.None"/>, which is not every device: that is null.</exception>
    public LinkReference? Device
    {
        get;
        init => field = value == LinkReference.None ? throw Invalid.Property(nameof(Device), "No link is named; null is every one.") : value;
    }

    /// <summary>Who made it.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>What becomes of packets.</summary>
    public RouteType? Type { get; init; }

    /// <summary>The scope (<c>scope</c>).</summary>
    public RouteScope? Scope { get; init; }

    /// <summary>The destination, exactly (<c>exact</c>).</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>Destinations within this network (<c>root</c>).</summary>
    public IPNetwork? Within { get; init; }

    /// <summary>The gateway (<c>via</c>).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The metric.</summary>
    public uint? Priority { get; init; }

    /// <summary>Exceptions that the kernel learned (redirects, path MTUs) in place of the routes themselves, as <c>ip route show cache</c>.</summary>
    public bool IsCached { get; init; }

    /// <summary>The fixed part of a message does not tell all that is asked for; nor does it tell the devices.</summary>
    internal bool LooksInside =>
        IsTableInside || Priority is not null || Gateway is not null || Destination is not null || Within is not null;

    /// <summary>Whether it is IPv4 or IPv6, and answers to the filter as far as the fixed part of the message tells.</summary>
    internal bool Matches(in RouteMessage message) =>
        Family.Takes(message.Family)
        && (Table is not RoutingTableId table || table.Value == message.Table || IsTableInside)
        && (Protocol is not RouteProtocol protocol || protocol.Value == message.Protocol)
        && (Type is null || Type == message.Type)
        && (Scope is not RouteScope scope || scope.Value == message.Scope)
        && IsCached == ((message.Flags & RouteFlags.Cloned) != 0);

    /// <summary>The same for what only the attributes tell.</summary>
    internal bool Matches(in RouteRow row, int device) =>
        (Table is null || Table == row.Table)
        && (Priority is null || Priority == row.Priority)
        && (device == 0 || device == row.DeviceIndex || row.DeviceIndex == 0 && row.HasWay(device))
        && (Gateway is null || Equals(Gateway, row.Gateway))
        && (Destination is null || Destination == RouteRow.Network(row.Destination, row.PrefixLength, row.Family))
        && (Within is not IPNetwork network
            || row.Family == network.BaseAddress.AddressFamily && row.PrefixLength >= network.PrefixLength
            && network.Contains(RouteRow.Network(row.Destination, row.PrefixLength, row.Family).BaseAddress));

    private bool IsTableInside => Table is { Value: RouteMessage.RT_TABLE_COMPAT or > byte.MaxValue };

    private static bool Equals(IPAddress address, ReadOnlySpan<byte> bytes)
    {
        Span<byte> own = stackalloc byte[16];
        return address.TryWriteBytes(own, out int length) && own[..length].SequenceEqual(bytes);
    }
}
