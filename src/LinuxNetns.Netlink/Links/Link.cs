using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// A network device. Read, it is a snapshot of what RTM_GETLINK reports, of the type of its kind (<see cref="VethLink"/>, <see cref="BridgeLink"/>, …);
/// written, it is what to create or to change. rtnetlink(7), linux/if_link.h.
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent: the kernel's default stands. Indexes are unique within a network namespace only.</remarks>
public partial record Link : NetlinkObject
{
    private readonly LinkFlags _flags;
    private readonly LinkFlags _change;
    private readonly bool? _carrier;
    private readonly bool _sendsCarrier;
    private readonly bool? _isProtocolDown;
    private readonly bool _sendsProtocolDown;

    /// <summary>Describes a change of a link, of whatever kind.</summary>
    public Link()
    {
    }

    /// <summary>Describes a link by its name; the kernel chooses one where it is empty and the link is to be made.</summary>
    /// <param name="name">At most 15 bytes, without '/', ':' and white space.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Link(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    internal Link(in LinkRow row)
    {
        Index = row.Index;
        _name = row.NameText;
        _flags = row.Flags;
        OperationalState = row.OperationalState;
        Mtu = row.Mtu;
        HardwareType = row.HardwareType;
        Address = row.AddressObject;
        Kind = row.Kind.IsEmpty ? null : Encoding.UTF8.GetString(row.Kind);
        Master = LinkReference.Reported(row.MasterIndex);
        Lower = LinkReference.Reported(row.LowerIndex);
        LowerNetnsId = row.LowerNetnsId;
        IsNetnsImmutable = row.IsNetnsImmutable;
        Group = row.Group;
        Port = LinkPort.Read(row);

        var attributes = new AttributeReader(row.Attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_TXQLEN:
                    TransmitQueueLength = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_IFALIAS:
                    Alias = attribute.ReadString();
                    break;
                case LinkAttribute.IFLA_BROADCAST:
                    BroadcastAddress = attribute.Value.IsEmpty ? null : attribute.ReadPhysicalAddress();
                    break;
                case LinkAttribute.IFLA_PERM_ADDRESS:
                    PermanentAddress = attribute.ReadPhysicalAddress();
                    break;
                case LinkAttribute.IFLA_QDISC:
                    QueueDiscipline = attribute.ReadString();
                    break;
                case LinkAttribute.IFLA_LINKMODE:
                    LinkMode = (LinkMode)attribute.Read<byte>();
                    break;
                case LinkAttribute.IFLA_MIN_MTU:
                    MinMtu = attribute.Read<uint>();
                    break;
                case LinkAttribute.IFLA_MAX_MTU:
                    MaxMtu = attribute.Read<uint>();
                    break;
                case LinkAttribute.IFLA_PROMISCUITY:
                    Promiscuity = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_ALLMULTI:
                    AllMulticastCount = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_NUM_TX_QUEUES:
                    TransmitQueues = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_NUM_RX_QUEUES:
                    ReceiveQueues = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_CARRIER:
                    _carrier = attribute.ReadBool();
                    break;
                case LinkAttribute.IFLA_CARRIER_CHANGES:
                    CarrierChanges = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_PROTO_DOWN:
                    _isProtocolDown = attribute.ReadBool();
                    break;
                case LinkAttribute.IFLA_GSO_MAX_SEGS:
                    GsoMaxSegments = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GSO_MAX_SIZE:
                    GsoMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GRO_MAX_SIZE:
                    GroMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GSO_IPV4_MAX_SIZE:
                    GsoIpv4MaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GRO_IPV4_MAX_SIZE:
                    GroIpv4MaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_TSO_MAX_SIZE:
                    TsoMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_TSO_MAX_SEGS:
                    TsoMaxSegments = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_PROP_LIST:
                    _alternativeNames = ReadNames(attribute.Nested);
                    break;
                case LinkAttribute.IFLA_AF_SPEC:
                    (Ipv6AddressGeneration, Ipv6Token) = ReadFamilies(attribute.Nested);
                    break;
            }
        }
    }

    private static EquatableList<string>? ReadNames(AttributeReader list)
    {
        var names = new List<string>();
        while (list.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == LinkAttribute.IFLA_ALT_IFNAME)
            {
                names.Add(attribute.ReadString());
            }
        }

        return EquatableList<string>.Of(names);
    }

    private readonly string _name = "";
    private readonly EquatableList<string>? _alternativeNames;

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

    internal override string Describe() => Name.Length > 0 ? $"link \"{Name}\"" : Index > 0 ? string.Create(CultureInfo.InvariantCulture, $"link {Index}") : $"{Kind} link";

    /// <summary>A change with what else the kernel takes in one piece with it, from the link as it is now.</summary>
    internal virtual Link Completed(Func<Link> read) => this;

    /// <summary>Writes what goes into IFLA_INFO_DATA.</summary>
    private protected virtual void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
    }

    /// <summary>IFLA_AF_SPEC: a nest for each address family.</summary>
    private static (Ipv6AddressGeneration?, IPAddress?) ReadFamilies(AttributeReader families)
    {
        Ipv6AddressGeneration? generation = null;
        IPAddress? token = null;
        AttributeReader inet6 = families.Find(AddressFamilyExtensions.AF_INET6).Nested;
        while (inet6.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_INET6_ADDR_GEN_MODE:
                    generation = (Ipv6AddressGeneration)attribute.Read<byte>();
                    break;
                case LinkAttribute.IFLA_INET6_TOKEN:
                    token = attribute.ReadAddress();
                    break;
            }
        }

        return (generation, token);
    }

    private (LinkFlags Flags, LinkFlags Change) With(LinkFlags flag, bool on) => (on ? _flags | flag : _flags & ~flag, _change | flag);
}
