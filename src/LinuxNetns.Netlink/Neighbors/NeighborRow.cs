using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A neighbour as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToNeighbor"/> makes an object of it.
/// </summary>
public readonly ref struct NeighborRow
{
    internal readonly ReadOnlySpan<byte> Payload;
    private readonly NeighborMessage _message;

    internal NeighborRow(NetlinkMessage message)
    {
        Payload = message.Payload;
        _message = message.Read<NeighborMessage>(out AttributeReader attributes);
        Flags = (NeighborFlags)_message.Flags;
        NeighborCacheInfo? info = null;
        uint probes = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NeighborAttribute.NDA_DST:
                    Address = attribute.ReadAddressBytes(Family);
                    break;
                case NeighborAttribute.NDA_LLADDR:
                    LinkLayerAddress = attribute.Value;
                    break;
                case NeighborAttribute.NDA_CACHEINFO:
                    info = attribute.Read<NeighborCacheInfo>();
                    break;
                case NeighborAttribute.NDA_PROBES:
                    probes = attribute.Read<uint>();
                    break;
                case NeighborAttribute.NDA_PROTOCOL:
                    Protocol = new RouteProtocol(attribute.Read<byte>());
                    break;
                case NeighborAttribute.NDA_FLAGS_EXT:
                    Flags |= (NeighborFlags)(attribute.Read<uint>() << 8);
                    break;
            }
        }

        if (info is NeighborCacheInfo cache)
        {
            Statistics = new NeighborStatistics(cache.References, KernelTime.FromCentiseconds(cache.Used), KernelTime.FromCentiseconds(cache.Confirmed), KernelTime.FromCentiseconds(cache.Updated), probes);
        }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => AddressFamilyExtensions.FromKernel(_message.Family);

    /// <summary>Index of the device.</summary>
    public int DeviceIndex => _message.Index;

    /// <summary>The address: 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>The hardware address; empty where it is not known.</summary>
    public ReadOnlySpan<byte> LinkLayerAddress { get; }

    /// <summary>What is known of it.</summary>
    public NeighborStates State => _message.State;

    /// <summary>Flags.</summary>
    public NeighborFlags Flags { get; }

    /// <summary>Who made it, or null where nobody says.</summary>
    public RouteProtocol? Protocol { get; }

    /// <summary>How it is used; of a proxy null.</summary>
    public NeighborStatistics? Statistics { get; }

    internal bool IsInternet => Family != AddressFamily.Unspecified && !Address.IsEmpty;

    /// <summary>An object that holds all of it.</summary>
    public Neighbor ToNeighbor() => new(this);
}
