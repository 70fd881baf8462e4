using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// Some of what <c>/proc/sys/net/ipv4/conf</c> and <c>ipv6/conf</c> set for a device, as <c>ip netconf</c> shows it (RTM_NEWNETCONF, NETCONFA_* of
/// linux/netconf.h). What a change did not touch is null in the event that tells of it.
/// </summary>
public sealed record NetworkConfiguration
{
    private const int NETCONFA_IFINDEX = 1;
    private const int NETCONFA_FORWARDING = 2;
    private const int NETCONFA_RP_FILTER = 3;
    private const int NETCONFA_MC_FORWARDING = 4;
    private const int NETCONFA_PROXY_NEIGH = 5;
    private const int NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN = 6;
    private const int NETCONFA_BC_FORWARDING = 8;
    private const int NETCONFA_IFINDEX_ALL = -1;
    private const int NETCONFA_IFINDEX_DEFAULT = -2;

    internal NetworkConfiguration(in NetlinkMessage message)
    {
        Family = AddressFamilyExtensions.FromKernel(message.Read<RoutingFamily>(out AttributeReader attributes).Family);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NETCONFA_IFINDEX:
                    RawIndex = attribute.Read<int>();
                    break;
                case NETCONFA_FORWARDING:
                    Forwarding = attribute.Read<int>() != 0;
                    break;
                case NETCONFA_RP_FILTER:
                    ReversePathFilter = attribute.Read<int>();
                    break;
                case NETCONFA_MC_FORWARDING:
                    MulticastForwarding = attribute.Read<int>() != 0;
                    break;
                case NETCONFA_PROXY_NEIGH:
                    ProxyNeighbors = attribute.Read<int>() != 0;
                    break;
                case NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN:
                    IgnoreRoutesWithLinkDown = attribute.Read<int>() != 0;
                    break;
                case NETCONFA_BC_FORWARDING:
                    BroadcastForwarding = attribute.Read<int>() != 0;
                    break;
            }
        }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>The device, by its index; null for what is set for all or for those to come.</summary>
    public LinkReference? Link => LinkReference.Reported(RawIndex);

    /// <summary>It is <c>conf/all</c>.</summary>
    public bool IsAll => RawIndex == NETCONFA_IFINDEX_ALL;

    /// <summary>It is <c>conf/default</c>: what devices start with.</summary>
    public bool IsDefault => RawIndex == NETCONFA_IFINDEX_DEFAULT;

    /// <summary>Packets for others are passed on (<c>forwarding</c>).</summary>
    public bool? Forwarding { get; private init; }

    /// <summary>Whether a source address must be reachable by the device that a packet came from: 0 no, 1 by that device, 2 by any (<c>rp_filter</c>, IPv4).</summary>
    public int? ReversePathFilter { get; private init; }

    /// <summary>Multicast packets are passed on (<c>mc_forwarding</c>).</summary>
    public bool? MulticastForwarding { get; private init; }

    /// <summary>It answers for addresses of others (<c>proxy_arp</c>, <c>proxy_ndp</c>).</summary>
    public bool? ProxyNeighbors { get; private init; }

    /// <summary>Routes over a link without carrier are not used (<c>ignore_routes_with_linkdown</c>).</summary>
    public bool? IgnoreRoutesWithLinkDown { get; private init; }

    /// <summary>Directed broadcasts are passed on (<c>bc_forwarding</c>, IPv4, Linux 5.0).</summary>
    public bool? BroadcastForwarding { get; private init; }

    internal int RawIndex { get; }

    /// <summary>This, with what the other says.</summary>
    internal NetworkConfiguration With(NetworkConfiguration news) => news with
    {
        Forwarding = news.Forwarding ?? Forwarding,
        ReversePathFilter = news.ReversePathFilter ?? ReversePathFilter,
        MulticastForwarding = news.MulticastForwarding ?? MulticastForwarding,
        ProxyNeighbors = news.ProxyNeighbors ?? ProxyNeighbors,
        IgnoreRoutesWithLinkDown = news.IgnoreRoutesWithLinkDown ?? IgnoreRoutesWithLinkDown,
        BroadcastForwarding = news.BroadcastForwarding ?? BroadcastForwarding,
    };
}
