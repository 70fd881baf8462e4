using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// A route as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToRoute"/> makes an object of it.
/// </summary>
public readonly ref struct RouteRow
{
    internal readonly ReadOnlySpan<byte> Payload;
    internal readonly RouteMessage Message;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RouteRow(NetlinkMessage message)
    {
        Payload = message.Payload;
        Message = message.Read<RouteMessage>(out AttributeReader attributes);
        AddressFamily family = AddressFamilyExtensions.FromKernel(Message.Family);
        Table = new RoutingTableId(Message.Table);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RouteAttribute.RTA_DST:
                    Destination = attribute.ReadAddressBytes(family);
                    break;
                case RouteAttribute.RTA_OIF:
                    DeviceIndex = attribute.Read<int>();
                    break;
                case RouteAttribute.RTA_GATEWAY:
                    Gateway = attribute.ReadAddressBytes(family);
                    break;
                case RouteAttribute.RTA_VIA when family != AddressFamily.Unspecified:
                    Gateway = Netlink.Gateway.ReadVia(attribute);
                    break;
                case RouteAttribute.RTA_PRIORITY:
                    Priority = attribute.Read<uint>();
                    break;
                case RouteAttribute.RTA_PREFSRC:
                    PreferredSource = attribute.ReadAddressBytes(family);
                    break;
                case RouteAttribute.RTA_TABLE:
                    Table = new RoutingTableId(attribute.Read<uint>());
                    break;
                case RouteAttribute.RTA_NH_ID:
                    NextHopId = attribute.Read<uint>();
                    break;
            }
        }

        if (Message.DestinationLength > family.AddressBits() && family != AddressFamily.Unspecified)
        {
            throw Malformed.Value(RouteAttribute.RTA_DST, Message.DestinationLength);
        }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => AddressFamilyExtensions.FromKernel(Message.Family);

    /// <summary>The destination's network: 4 or 16 bytes, or empty for the default route.</summary>
    public ReadOnlySpan<byte> Destination { get; }

    /// <summary>Bits of the destination's prefix; 0 is the default route.</summary>
    public int PrefixLength => Message.DestinationLength;

    /// <summary>The table.</summary>
    public RoutingTableId Table { get; }

    /// <summary>What becomes of packets.</summary>
    public RouteType Type => Message.Type;

    /// <summary>Who made it.</summary>
    public RouteProtocol Protocol => new(Message.Protocol);

    /// <summary>How far the destination is.</summary>
    public RouteScope Scope => new(Message.Scope);

    /// <summary>State.</summary>
    public RouteFlags Flags => Message.Flags;

    /// <summary>The gateway: 4 or 16 bytes; empty where there is none, or several.</summary>
    public ReadOnlySpan<byte> Gateway { get; }

    /// <summary>The source address that is taken unless told otherwise: 4 or 16 bytes, or empty.</summary>
    public ReadOnlySpan<byte> PreferredSource { get; }

    /// <summary>Index of the device; 0 where there is none, or several.</summary>
    public int DeviceIndex { get; }

    /// <summary>The metric: among equal destinations the lowest wins.</summary>
    public uint Priority { get; }

    /// <summary>Id of the next hop object that it goes by; 0 for none.</summary>
    public uint NextHopId { get; }

    internal ReadOnlySpan<byte> Attributes => Payload[Unsafe.SizeOf<RouteMessage>()..];

    /// <summary>An object that holds all of it.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public Route ToRoute() => new(this);

    /// <summary>One of the ways of a multipath route is by the device.</summary>
    internal bool HasWay(int device)
    {
        ReadOnlySpan<byte> ways = new AttributeReader(Attributes).Find(RouteAttribute.RTA_MULTIPATH).Value;
        while (NextHopMember.TryRead(ref ways, out NextHopMember way, out _))
        {
            if (way.Index == device)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A network of an attribute and the length that the header has for it; the answer of a lookup names an address whole.</summary>
    internal static IPNetwork Network(ReadOnlySpan<byte> address, int length, AddressFamily family)
    {
        if (address.IsEmpty)
        {
            return new IPNetwork(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        }

        Span<byte> masked = stackalloc byte[16];
        masked = masked[..address.Length];
        address.CopyTo(masked);
        length = Math.Min(length, 8 * address.Length);
        for (int bit = length; bit < 8 * address.Length; bit++)
        {
            masked[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(masked), length);
    }
}
