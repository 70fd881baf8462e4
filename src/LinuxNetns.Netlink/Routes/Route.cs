using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A route. Read, a snapshot of what RTM_GETROUTE reports; written, what to add or to change, with the defaults of <c>ip route</c>.
/// rtnetlink(7), linux/rtnetlink.h, ip-route(8).
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent: the default stands.</remarks>
public sealed partial record Route : NetlinkObject
{
    private readonly IPNetwork? _destination;
    private readonly AddressFamily? _family;
    private readonly EquatableList<RouteNextHop>? _nextHops;
    private readonly TimeSpan? _expires;
    private readonly Unseen<bool> _setsWay;
    private readonly RouteExtras? _extras;

    /// <summary>Describes a route.</summary>
    /// <param name="destination"><c>10.0.0.0/8</c>, <c>2001:db8::/32</c>, an address alone, or <c>default</c>.</param>
    /// <exception cref="ArgumentException">None of these, or a network with bits set behind its prefix.</exception>
    public Route(string destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _destination = destination is "default" or "any" or "all" ? null : AddressText.ParseNetwork(destination, nameof(destination));
    }

    /// <summary>Describes a route.</summary>
    public Route(IPNetwork destination) => Destination = destination;

    internal Route(in RouteRow row)
    {
        AddressFamily family = row.Family;
        _family = family;
        _destination = RouteRow.Network(row.Destination, row.PrefixLength, family);
        Type = row.Type;
        Table = row.Table;
        Protocol = row.Protocol;
        Scope = row.Scope;
        Flags = row.Flags;
        TypeOfService = row.Message.TypeOfService == 0 ? null : row.Message.TypeOfService;
        NextHopId = row.NextHopId == 0 ? null : row.NextHopId;

        var attributes = new AttributeReader(row.Attributes);
        NetlinkAttribute encapsulation = default;
        int encapsulationType = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RouteAttribute.RTA_SRC:
                    Source = RouteRow.Network(attribute.ReadAddressBytes(family), row.Message.SourceLength, family);
                    break;
                case RouteAttribute.RTA_IIF:
                    InputDevice = LinkReference.Reported(attribute.Read<int>());
                    break;
                case RouteAttribute.RTA_OIF:
                    Device = LinkReference.Reported(attribute.Read<int>());
                    break;
                case RouteAttribute.RTA_GATEWAY or RouteAttribute.RTA_VIA:
                    Gateway = new IPAddress(row.Gateway);
                    break;
                case RouteAttribute.RTA_PRIORITY:
                    Priority = attribute.Read<uint>();
                    break;
                case RouteAttribute.RTA_PREFSRC:
                    PreferredSource = attribute.ReadAddress();
                    break;
                case RouteAttribute.RTA_METRICS:
                    Metrics = new RouteMetrics(attribute.Nested);
                    break;
                case RouteAttribute.RTA_MULTIPATH:
                    _nextHops = RouteNextHop.ReadAll(attribute.Value);
                    break;
                case RouteAttribute.RTA_FLOW:
                    Realms = RouteRealms.Reported(attribute.Read<uint>());
                    break;
                case RouteAttribute.RTA_CACHEINFO:
                    RouteCacheInfo info = attribute.Read<RouteCacheInfo>();
                    _expires = info.Expires == 0 ? null : TimeSpan.FromMilliseconds(info.Expires * 10L);
                    Error = (Errno)Math.Abs((long)info.Error);
                    Statistics = new RouteStatistics(info.ClientReferences, info.Used, KernelTime.FromCentiseconds(info.LastUse));
                    break;
                case RouteAttribute.RTA_MARK:
                    Mark = attribute.Read<uint>();
                    break;
                case RouteAttribute.RTA_UID:
                    UserId = attribute.Read<uint>();
                    break;
                case RouteAttribute.RTA_PREF:
                    Preference = (RoutePreference)attribute.Read<byte>();
                    break;
                case RouteAttribute.RTA_TTL_PROPAGATE:
                    PropagatesTimeToLive = attribute.ReadBool();
                    break;
                case RouteAttribute.RTA_ENCAP_TYPE:
                    encapsulationType = attribute.Read<ushort>();
                    break;
                case RouteAttribute.RTA_ENCAP:
                    encapsulation = attribute;
                    break;
            }
        }

        Encapsulation = RouteEncapsulation.Read(encapsulationType, encapsulation.Value);
        _setsWay = default;
    }

    /// <summary>The destination (RTA_DST); of a default route 0.0.0.0/0 or ::/0.</summary>
    public IPNetwork Destination
    {
        get => _destination ?? new IPNetwork(Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        init => _destination = value;
    }

    /// <summary>It takes what no other route takes.</summary>
    public bool IsDefault => _destination is null or { PrefixLength: 0 };

    /// <summary>
    /// IPv4 or IPv6. Where it is not said: the destination's; of a default route that of <see cref="Source"/>, <see cref="PreferredSource"/>,
    /// <see cref="Gateway"/> or the first next hop, else IPv4.
    /// </summary>
    public AddressFamily Family
    {
        get => _family ?? _destination?.BaseAddress.AddressFamily ?? Source?.BaseAddress.AddressFamily ?? PreferredSource?.AddressFamily
            ?? Gateway?.AddressFamily ?? _nextHops?.Select(hop => hop.Gateway?.AddressFamily).FirstOrDefault(family => family is not null)
            ?? AddressFamily.InterNetwork;
        init => _family = value;
    }

    /// <summary>What becomes of packets; unicast unless told otherwise, and in a deletion any.</summary>
    public RouteType? Type { get; init; }

    /// <summary>The gateway (RTA_GATEWAY, <c>via</c>). An IPv4 route may have an IPv6 gateway (RTA_VIA, Linux 5.2).</summary>
    public IPAddress? Gateway
    {
        get;
        init => (field, _setsWay) = (value, new(true));
    }

    /// <summary>The device (RTA_OIF); the kernel finds the one that reaches the gateway.</summary>
    public LinkReference? Device
    {
        get;
        init => (field, _setsWay) = (value, new(true));
    }

    /// <summary>The ways of a multipath route, in place of <see cref="Gateway"/> and <see cref="Device"/> (RTA_MULTIPATH).</summary>
    public IReadOnlyList<RouteNextHop>? NextHops
    {
        get => _nextHops;
        init => (_nextHops, _setsWay) = (EquatableList<RouteNextHop>.Of(value), new(true));
    }

    /// <summary>
    /// Id of a next hop object (RTA_NH_ID, <c>nhid</c>; Linux 5.3). Read, the ways that it stands for are there too; written, it goes before what was read,
    /// and what was set (<see cref="Gateway"/>, <see cref="Device"/>, <see cref="NextHops"/>, <see cref="Realms"/>, <see cref="Encapsulation"/>) contradicts it.
    /// </summary>
    public uint? NextHopId { get; init; }

    /// <summary>The table; main unless told otherwise, local for local, broadcast and anycast.</summary>
    public RoutingTableId? Table { get; init; }

    /// <summary>Who made it; boot unless told otherwise, and in a deletion any.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>
    /// How far the destination is. Of IPv4, unless told otherwise: host for local, link for broadcast, multicast, anycast and what has no gateway, else global.
    /// </summary>
    public RouteScope? Scope { get; init; }

    /// <summary>The metric (RTA_PRIORITY): among equal destinations the lowest wins. Unless told otherwise 0, of IPv6 1024.</summary>
    public uint? Priority { get; init; }

    /// <summary>Only for packets with this type of service; IPv4.</summary>
    public byte? TypeOfService { get; init; }

    /// <summary>The source address that is taken unless told otherwise (RTA_PREFSRC, <c>src</c>).</summary>
    public IPAddress? PreferredSource { get; init; }

    /// <summary>Only for packets of this source (RTA_SRC, <c>from</c>); IPv6, with CONFIG_IPV6_SUBTREES. In the answer of a lookup: the source asked for.</summary>
    public IPNetwork? Source
    {
        get => _extras?.Source;
        init => _extras = (RouteExtras.Of(_extras) with { Source = value }).OrNull();
    }

    /// <summary>What TCP and path MTU discovery know (RTA_METRICS).</summary>
    public RouteMetrics? Metrics { get; init; }

    /// <summary>Classes (RTA_FLOW).</summary>
    public RouteRealms? Realms
    {
        get;
        init => (field, _setsWay) = (value, new(true));
    }

    /// <summary>When it goes by itself, from now, whole seconds; IPv6 (RTA_EXPIRES; read from RTA_CACHEINFO). Null: never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive, or over 136 years.</exception>
    public TimeSpan? Expires
    {
        get => _expires;
        init => _expires = value is TimeSpan time && (time <= TimeSpan.Zero || time.TotalSeconds >= uint.MaxValue)
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "A route expires in 1 to 4294967294 seconds.")
            : value;
    }

    /// <summary>Preference among routers; IPv6 (RTA_PREF).</summary>
    public RoutePreference? Preference { get; init; }

    /// <summary>What packets are wrapped in (RTA_ENCAP).</summary>
    public RouteEncapsulation? Encapsulation
    {
        get;
        init => (field, _setsWay) = (value, new(true));
    }

    /// <summary>MPLS copies TTLs (RTA_TTL_PROPAGATE).</summary>
    public bool? PropagatesTimeToLive { get; init; }

    /// <summary>State (RTNH_F_*, RTM_F_*).</summary>
    public RouteFlags Flags { get; internal init; }

    /// <summary>The gateway is on the link, whatever the addresses say (RTNH_F_ONLINK, <c>onlink</c>); needs a device.</summary>
    public bool OnLink
    {
        get => (Flags & RouteFlags.OnLink) != 0;
        init => Flags = value ? Flags | RouteFlags.OnLink : Flags & ~RouteFlags.OnLink;
    }

    /// <summary>Made of a route for one destination, not from a table: the answer of a lookup, or an exception.</summary>
    public bool IsCloned => (Flags & RouteFlags.Cloned) != 0;

    /// <summary>What senders are told, of a route that refuses (RTA_CACHEINFO).</summary>
    public Errno Error { get; internal init; }

    /// <summary>Of the answer of a lookup: the device that the packet came by (RTA_IIF).</summary>
    public LinkReference? InputDevice
    {
        get => _extras?.InputDevice;
        internal init => _extras = (RouteExtras.Of(_extras) with { InputDevice = value }).OrNull();
    }

    /// <summary>Of the answer of a lookup: the packet's mark (RTA_MARK).</summary>
    public uint? Mark
    {
        get => _extras?.Mark;
        internal init => _extras = (RouteExtras.Of(_extras) with { Mark = value }).OrNull();
    }

    /// <summary>Of the answer of a lookup: whose packet it is (RTA_UID).</summary>
    public uint? UserId
    {
        get => _extras?.UserId;
        internal init => _extras = (RouteExtras.Of(_extras) with { UserId = value }).OrNull();
    }

    /// <summary>How it is used (RTA_CACHEINFO); null where the kernel does not count.</summary>
    public RouteStatistics? Statistics { get; internal init; }

    /// <summary><c>default</c> or the destination, and the gateway: <c>default via 10.1.1.2</c>.</summary>
    public override string ToString() =>
        $"{(IsDefault ? "default" : Destination.ToString())}{(Gateway is null ? "" : $" via {Gateway}")}{(Device is LinkReference device ? $" dev {device}" : "")}";

    internal override string Describe() => Table is RoutingTableId table ? $"route {this} of table {table}" : $"route {this}";
}
