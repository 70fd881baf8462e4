using System.Net;
using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <content>What it can be told and tells.</content>
public partial record Link
{
    /// <summary>Interface index, from 1; 0 where the link is only described. One may be chosen for a link to be made.</summary>
    public int Index { get; init; }

    /// <summary>Name (IFLA_IFNAME), at most 15 bytes; in a change, the new name, and empty for no other.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public string Name
    {
        get => _name;
        init
        {
            if (value.Length > 0)
            {
                LinkName.Check(value, nameof(value));
            }

            _name = value;
        }
    }

    /// <summary>Flags (IFF_*).</summary>
    public LinkFlags Flags
    {
        get => _flags;
        internal init => _flags = value;
    }

    /// <summary>An administrator has set it up (IFF_UP). Whether it carries packets says <see cref="OperationalState"/>.</summary>
    public bool IsUp
    {
        get => (_flags & LinkFlags.Up) != 0;
        init => (_flags, _change) = With(LinkFlags.Up, value);
    }

    /// <summary>It receives every packet on its medium, because an administrator wants so (IFF_PROMISC). <see cref="Promiscuity"/> counts the others who do.</summary>
    public bool IsPromiscuous
    {
        get => (_flags & LinkFlags.Promiscuous) != 0;
        init => (_flags, _change) = With(LinkFlags.Promiscuous, value);
    }

    /// <summary>It receives every multicast packet (IFF_ALLMULTI).</summary>
    public bool IsAllMulticast
    {
        get => (_flags & LinkFlags.AllMulticast) != 0;
        init => (_flags, _change) = With(LinkFlags.AllMulticast, value);
    }

    /// <summary>It can multicast (IFF_MULTICAST).</summary>
    public bool IsMulticast
    {
        get => (_flags & LinkFlags.Multicast) != 0;
        init => (_flags, _change) = With(LinkFlags.Multicast, value);
    }

    /// <summary>Addresses are resolved on it (not IFF_NOARP).</summary>
    public bool ResolvesAddresses
    {
        get => (_flags & LinkFlags.NoArp) == 0;
        init => (_flags, _change) = With(LinkFlags.NoArp, !value);
    }

    /// <summary>Its address is lost when it goes down (IFF_DYNAMIC).</summary>
    public bool IsDynamic
    {
        get => (_flags & LinkFlags.Dynamic) != 0;
        init => (_flags, _change) = With(LinkFlags.Dynamic, value);
    }

    /// <summary>The state of RFC 2863 (IFLA_OPERSTATE).</summary>
    public OperationalState OperationalState { get; internal init; }

    /// <summary>What it becomes when it gets a carrier (IFLA_LINKMODE).</summary>
    public LinkMode? LinkMode { get; init; }

    /// <summary>The device below or inside says that packets can pass (IFLA_CARRIER). It can be changed where a driver offers that, a dummy's does.</summary>
    /// <remarks>Sent where it was set, not where it was read; and not when a link is made.</remarks>
    public bool? Carrier
    {
        get => _carrier;
        init => (_carrier, _sendsCarrier) = (value, value is not null);
    }

    /// <summary>How often the carrier came or went (IFLA_CARRIER_CHANGES).</summary>
    public int? CarrierChanges { get; internal init; }

    /// <summary>A protocol, VRRP for example, keeps it without a carrier (IFLA_PROTO_DOWN); some drivers only: macvlan, vxlan.</summary>
    /// <remarks>
    /// Sent where it was set, not where it was read. <see cref="LinkTable.Add"/> sends it in a second message, for the kernel takes it of a device that is
    /// there only.
    /// </remarks>
    public bool? IsProtocolDown
    {
        get => _isProtocolDown;
        init => (_isProtocolDown, _sendsProtocolDown) = (value, value is not null);
    }

    /// <summary>Maximum transmission unit in bytes (IFLA_MTU).</summary>
    public int? Mtu { get; init; }

    /// <summary>The least <see cref="Mtu"/> that it takes (IFLA_MIN_MTU).</summary>
    public uint? MinMtu { get; internal init; }

    /// <summary>The largest <see cref="Mtu"/> that it takes (IFLA_MAX_MTU); 0: no limit.</summary>
    public uint? MaxMtu { get; internal init; }

    /// <summary>Hardware type, ARPHRD_* of linux/if_arp.h: 1 is Ethernet, 772 loopback.</summary>
    public int HardwareType { get; internal init; }

    /// <summary>Hardware address (IFLA_ADDRESS), or null where the device has none.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>Hardware address of everybody (IFLA_BROADCAST); of a tunnel, the address of its other end.</summary>
    public PhysicalAddress? BroadcastAddress { get; init; }

    /// <summary>Hardware address that it came with (IFLA_PERM_ADDRESS); null for most of what software made.</summary>
    public PhysicalAddress? PermanentAddress { get; internal init; }

    /// <summary>What made the device (IFLA_INFO_KIND): <c>veth</c>, <c>bridge</c>, …; null for hardware and loopback.</summary>
    public string? Kind { get; internal init; }

    /// <summary>The bridge, bond or VRF that it is a port of (IFLA_MASTER), in the same network namespace. <see cref="LinkReference.None"/> takes it out.</summary>
    public LinkReference? Master { get; init; }

    /// <summary>What it has as a port of <see cref="Master"/>: a <see cref="BridgePort"/>, a <see cref="BondPort"/>, … (IFLA_INFO_SLAVE_DATA).</summary>
    /// <remarks><see cref="LinkTable.Add"/>, and a change that gives a master too, send it in a second message.</remarks>
    public LinkPort? Port { get; init; }

    /// <summary>
    /// The device below, or a veth's peer (IFLA_LINK). Read, it is an index, which counts in the network namespace that <see cref="LowerNetnsId"/>
    /// names, in this one only when that is null; written, it is looked up in <see cref="LowerNamespace"/>, or here when that is null.
    /// </summary>
    public LinkReference? Lower { get; init; }

    /// <summary>Netns id, as this network namespace counts them, of where <see cref="Lower"/> lives (IFLA_LINK_NETNSID); null: here.</summary>
    public int? LowerNetnsId { get; internal init; }

    /// <summary>For a link to be made: the network namespace of <see cref="Lower"/>, as <c>link-netns</c>. Never read back: see <see cref="LowerNetnsId"/>.</summary>
    /// <remarks>
    /// Together with <see cref="Namespace"/> it takes that namespace to have an id for this one: the kernel looks it up there (<c>rtnl_newlink</c> in
    /// net/core/rtnetlink.c), and only a connection to that namespace can assign one (<see cref="NetnsIdTable.Set"/>).
    /// </remarks>
    public NetnsReference? LowerNamespace { get; init; }

    /// <summary>
    /// For a link to be made: the network namespace that it appears in, as <c>netns</c>; null: the connection's. In a change: where it moves to, under
    /// <see cref="Name"/> where one is given. Never read back.
    /// </summary>
    public NetnsReference? Namespace { get; init; }

    /// <summary>Packets that may wait to be sent (IFLA_TXQLEN).</summary>
    public int? TransmitQueueLength { get; init; }

    /// <summary>Queues for sending (IFLA_NUM_TX_QUEUES). Chosen when a link is made.</summary>
    public int? TransmitQueues { get; init; }

    /// <summary>Queues for receiving (IFLA_NUM_RX_QUEUES). Chosen when a link is made.</summary>
    public int? ReceiveQueues { get; init; }

    /// <summary>Name of the queueing discipline at its root (IFLA_QDISC), as <c>tc qdisc</c> has them.</summary>
    public string? QueueDiscipline { get; internal init; }

    /// <summary>How many wish it to receive every packet: packet sockets, bridges, an administrator (IFLA_PROMISCUITY).</summary>
    public int? Promiscuity { get; internal init; }

    /// <summary>How many wish it to receive every multicast packet (IFLA_ALLMULTI, Linux 6.0).</summary>
    public int? AllMulticastCount { get; internal init; }

    /// <summary>Bytes of the largest packet that is given to it to be segmented (IFLA_GSO_MAX_SIZE).</summary>
    public int? GsoMaxSize { get; init; }

    /// <summary>The most segments that such a packet may become (IFLA_GSO_MAX_SEGS).</summary>
    public int? GsoMaxSegments { get; init; }

    /// <summary>As <see cref="GsoMaxSize"/>, for IPv4 (IFLA_GSO_IPV4_MAX_SIZE, Linux 6.3).</summary>
    public int? GsoIpv4MaxSize { get; init; }

    /// <summary>Bytes of the largest packet that received ones are joined to (IFLA_GRO_MAX_SIZE, Linux 5.18).</summary>
    public int? GroMaxSize { get; init; }

    /// <summary>As <see cref="GroMaxSize"/>, for IPv4 (IFLA_GRO_IPV4_MAX_SIZE, Linux 6.3).</summary>
    public int? GroIpv4MaxSize { get; init; }

    /// <summary>The most that <see cref="GsoMaxSize"/> can be, in bytes (IFLA_TSO_MAX_SIZE, Linux 5.19).</summary>
    public int? TsoMaxSize { get; internal init; }

    /// <summary>The most that <see cref="GsoMaxSegments"/> can be (IFLA_TSO_MAX_SEGS, Linux 5.19).</summary>
    public int? TsoMaxSegments { get; internal init; }

    /// <summary>The group of links that it belongs to (IFLA_GROUP); 0 is the default one.</summary>
    public int? Group { get; init; }

    /// <summary>A free text, at most 255 bytes (IFLA_IFALIAS); empty removes it.</summary>
    /// <remarks><see cref="LinkTable.Add"/> sends it in a second message, for the kernel takes it of a device that is there only.</remarks>
    public string? Alias { get; init; }

    /// <summary>
    /// Other names by which it can be found (IFLA_PROP_LIST, <c>ip link property</c>). Read back only: see <see cref="LinkTable.AddAlternativeName"/>.
    /// </summary>
    public IReadOnlyList<string>? AlternativeNames
    {
        get => _alternativeNames;
        internal init => _alternativeNames = EquatableList<string>.Of(value);
    }

    /// <summary>How it makes its own IPv6 addresses (IFLA_INET6_ADDR_GEN_MODE); null where it has no IPv6.</summary>
    /// <remarks><see cref="LinkTable.Add"/> sends it in a second message, for the kernel takes it of a device that is there only.</remarks>
    public Ipv6AddressGeneration? Ipv6AddressGeneration { get; init; }

    /// <summary>The lower half of the addresses that it makes for announced prefixes (IFLA_INET6_TOKEN, <c>ip token</c>); null where it has no IPv6.</summary>
    public IPAddress? Ipv6Token { get; internal init; }

    /// <summary>What it has counted (IFLA_STATS64), where that was asked for: <see cref="LinkFilter.Statistics"/>, <see cref="LinkTable.GetStatistics"/>.</summary>
    public LinkStatistics? Statistics { get; internal init; }

    /// <summary>The device can never leave its network namespace (IFLA_NETNS_IMMUTABLE); null on a kernel that does not say (before Linux 6.14).</summary>
    public bool? IsNetnsImmutable { get; internal init; }

    /// <summary>
    /// The device outlives its network namespace: when that dies, the kernel puts it back into the initial one, possibly under another name
    /// (<c>default_device_exit_net</c> in net/core/dev.c). True for hardware; false for all that software made (it has a <see cref="Kind"/>;
    /// CAN hardware has one too, and counts as hardware), for loopback, and for what cannot leave: a wireless device moves with its radio.
    /// </summary>
    public bool IsPhysical => Kind is null or "can" && IsNetnsImmutable != true && HardwareType is not (LinkRow.Loopback or LinkRow.MulticastRegister);
}
