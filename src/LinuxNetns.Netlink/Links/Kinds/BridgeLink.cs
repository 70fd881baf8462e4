namespace LinuxNetns.Netlink;

/// <summary>An Ethernet bridge (kind <c>bridge</c>, man 8 ip-link, IFLA_BR_* of linux/if_link.h).</summary>
public sealed partial record BridgeLink : Link
{
    private const int BR_BOOLOPT_NO_LL_LEARN = 0;
    private const int BR_BOOLOPT_MCAST_VLAN_SNOOPING = 1;
    private const int IFLA_BR_FORWARD_DELAY = 1;
    private const int BR_BOOLOPT_MST_ENABLE = 2;
    private const int IFLA_BR_HELLO_TIME = 2;
    private const int IFLA_BR_MAX_AGE = 3;
    private const int IFLA_BR_AGEING_TIME = 4;
    private const int IFLA_BR_STP_STATE = 5;
    private const int IFLA_BR_PRIORITY = 6;
    private const int IFLA_BR_VLAN_FILTERING = 7;
    private const int IFLA_BR_VLAN_PROTOCOL = 8;
    private const int IFLA_BR_GROUP_FWD_MASK = 9;
    private const int IFLA_BR_ROOT_ID = 10;
    private const int IFLA_BR_BRIDGE_ID = 11;
    private const int IFLA_BR_ROOT_PORT = 12;
    private const int IFLA_BR_ROOT_PATH_COST = 13;
    private const int IFLA_BR_TOPOLOGY_CHANGE = 14;
    private const int IFLA_BR_TOPOLOGY_CHANGE_DETECTED = 15;
    private const int IFLA_BR_HELLO_TIMER = 16;
    private const int IFLA_BR_TCN_TIMER = 17;
    private const int IFLA_BR_TOPOLOGY_CHANGE_TIMER = 18;
    private const int IFLA_BR_GC_TIMER = 19;
    private const int IFLA_BR_GROUP_ADDR = 20;
    private const int IFLA_BR_FDB_FLUSH = 21;
    private const int IFLA_BR_MCAST_ROUTER = 22;
    private const int IFLA_BR_MCAST_SNOOPING = 23;
    private const int IFLA_BR_MCAST_QUERY_USE_IFADDR = 24;
    private const int IFLA_BR_MCAST_QUERIER = 25;
    private const int IFLA_BR_MCAST_HASH_ELASTICITY = 26;
    private const int IFLA_BR_MCAST_HASH_MAX = 27;
    private const int IFLA_BR_MCAST_LAST_MEMBER_CNT = 28;
    private const int IFLA_BR_MCAST_STARTUP_QUERY_CNT = 29;
    private const int IFLA_BR_MCAST_LAST_MEMBER_INTVL = 30;
    private const int IFLA_BR_MCAST_MEMBERSHIP_INTVL = 31;
    private const int IFLA_BR_MCAST_QUERIER_INTVL = 32;
    private const int IFLA_BR_MCAST_QUERY_INTVL = 33;
    private const int IFLA_BR_MCAST_QUERY_RESPONSE_INTVL = 34;
    private const int IFLA_BR_MCAST_STARTUP_QUERY_INTVL = 35;
    private const int IFLA_BR_NF_CALL_IPTABLES = 36;
    private const int IFLA_BR_NF_CALL_IP6TABLES = 37;
    private const int IFLA_BR_NF_CALL_ARPTABLES = 38;
    private const int IFLA_BR_VLAN_DEFAULT_PVID = 39;
    private const int IFLA_BR_VLAN_STATS_ENABLED = 41;
    private const int IFLA_BR_MCAST_STATS_ENABLED = 42;
    private const int IFLA_BR_MCAST_IGMP_VERSION = 43;
    private const int IFLA_BR_MCAST_MLD_VERSION = 44;
    private const int IFLA_BR_VLAN_STATS_PER_PORT = 45;
    private const int IFLA_BR_MULTI_BOOLOPT = 46;
    private const int IFLA_BR_FDB_N_LEARNED = 48;
    private const int IFLA_BR_FDB_MAX_LEARNED = 49;

    private readonly MaskedFlags _options;
    private readonly uint _set;
    private readonly bool? _vlanFiltering;
    private readonly bool _setsVlanFiltering;

    /// <summary>Describes a bridge.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public BridgeLink(string name = "") : base(name) => Kind = "bridge";

    internal BridgeLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BR_FORWARD_DELAY:
                    ForwardDelay = KernelTime.FromCentiseconds(attribute.Read<uint>());
                    break;
                case IFLA_BR_HELLO_TIME:
                    HelloTime = KernelTime.FromCentiseconds(attribute.Read<uint>());
                    break;
                case IFLA_BR_MAX_AGE:
                    MaxAge = KernelTime.FromCentiseconds(attribute.Read<uint>());
                    break;
                case IFLA_BR_AGEING_TIME:
                    AgeingTime = KernelTime.FromCentiseconds(attribute.Read<uint>());
                    break;
                case IFLA_BR_STP_STATE:
                    SpanningTree = attribute.Read<uint>() != 0;
                    break;
                case IFLA_BR_PRIORITY:
                    Priority = attribute.Read<ushort>();
                    break;
                case IFLA_BR_VLAN_FILTERING:
                    _vlanFiltering = attribute.ReadBool();
                    break;
                case IFLA_BR_VLAN_PROTOCOL:
                    VlanProtocol = (VlanProtocol)attribute.ReadBigEndian16();
                    break;
                case IFLA_BR_GROUP_FWD_MASK:
                    GroupForwardMask = attribute.Read<ushort>();
                    break;
                case IFLA_BR_ROOT_ID:
                    RootId = BridgeId.Read(attribute);
                    break;
                case IFLA_BR_BRIDGE_ID:
                    Id = BridgeId.Read(attribute);
                    break;
                case IFLA_BR_ROOT_PORT:
                    RootPort = attribute.Read<ushort>();
                    break;
                case IFLA_BR_ROOT_PATH_COST:
                    RootPathCost = attribute.Read<uint>();
                    break;
                case IFLA_BR_TOPOLOGY_CHANGE:
                    TopologyChange = attribute.ReadBool();
                    break;
                case IFLA_BR_TOPOLOGY_CHANGE_DETECTED:
                    TopologyChangeDetected = attribute.ReadBool();
                    break;
                case IFLA_BR_HELLO_TIMER:
                    HelloTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_TCN_TIMER:
                    TopologyChangeNoteTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_TOPOLOGY_CHANGE_TIMER:
                    TopologyChangeTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_GC_TIMER:
                    GarbageCollectionTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_GROUP_ADDR:
                    GroupAddress = attribute.ReadPhysicalAddress();
                    break;
                case IFLA_BR_MCAST_ROUTER:
                    MulticastRouter = (MulticastRouter)attribute.Read<byte>();
                    break;
                case IFLA_BR_MCAST_SNOOPING:
                    MulticastSnooping = attribute.ReadBool();
                    break;
                case IFLA_BR_MCAST_QUERY_USE_IFADDR:
                    MulticastQueryUsesAddress = attribute.ReadBool();
                    break;
                case IFLA_BR_MCAST_QUERIER:
                    MulticastQuerier = attribute.ReadBool();
                    break;
                case IFLA_BR_MCAST_HASH_ELASTICITY:
                    MulticastHashElasticity = attribute.Read<uint>();
                    break;
                case IFLA_BR_MCAST_HASH_MAX:
                    MulticastHashMax = attribute.Read<uint>();
                    break;
                case IFLA_BR_MCAST_LAST_MEMBER_CNT:
                    MulticastLastMemberCount = attribute.Read<uint>();
                    break;
                case IFLA_BR_MCAST_STARTUP_QUERY_CNT:
                    MulticastStartupQueryCount = attribute.Read<uint>();
                    break;
                case IFLA_BR_MCAST_LAST_MEMBER_INTVL:
                    MulticastLastMemberInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_MCAST_MEMBERSHIP_INTVL:
                    MulticastMembershipInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_MCAST_QUERIER_INTVL:
                    MulticastQuerierInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_MCAST_QUERY_INTVL:
                    MulticastQueryInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_MCAST_QUERY_RESPONSE_INTVL:
                    MulticastQueryResponseInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_MCAST_STARTUP_QUERY_INTVL:
                    MulticastStartupQueryInterval = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BR_NF_CALL_IPTABLES:
                    CallIptables = attribute.ReadBool();
                    break;
                case IFLA_BR_NF_CALL_IP6TABLES:
                    CallIp6tables = attribute.ReadBool();
                    break;
                case IFLA_BR_NF_CALL_ARPTABLES:
                    CallArptables = attribute.ReadBool();
                    break;
                case IFLA_BR_VLAN_DEFAULT_PVID:
                    DefaultPvid = attribute.ReadAtMost(BridgeVlan.MaxId);
                    break;
                case IFLA_BR_VLAN_STATS_ENABLED:
                    VlanStatistics = attribute.ReadBool();
                    break;
                case IFLA_BR_MCAST_STATS_ENABLED:
                    MulticastStatistics = attribute.ReadBool();
                    break;
                case IFLA_BR_MCAST_IGMP_VERSION:
                    IgmpVersion = attribute.Read<byte>();
                    break;
                case IFLA_BR_MCAST_MLD_VERSION:
                    MldVersion = attribute.Read<byte>();
                    break;
                case IFLA_BR_VLAN_STATS_PER_PORT:
                    VlanStatisticsPerPort = attribute.ReadBool();
                    break;
                case IFLA_BR_FDB_N_LEARNED:
                    LearnedCount = attribute.Read<uint>();
                    break;
                case IFLA_BR_FDB_MAX_LEARNED:
                    MaxLearned = attribute.Read<uint>();
                    break;
                case IFLA_BR_MULTI_BOOLOPT:
                    _options = attribute.Read<MaskedFlags>();
                    break;
            }
        }
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_BR_FORWARD_DELAY, KernelTime.Centiseconds32(ForwardDelay, nameof(ForwardDelay)), nameof(ForwardDelay));
        request.Attribute(IFLA_BR_HELLO_TIME, KernelTime.Centiseconds32(HelloTime, nameof(HelloTime)), nameof(HelloTime));
        request.Attribute(IFLA_BR_MAX_AGE, KernelTime.Centiseconds32(MaxAge, nameof(MaxAge)), nameof(MaxAge));
        request.Attribute(IFLA_BR_AGEING_TIME, KernelTime.Centiseconds32(AgeingTime, nameof(AgeingTime)), nameof(AgeingTime));
        request.Attribute(IFLA_BR_STP_STATE, SpanningTree.ToUInt32(), nameof(SpanningTree));
        request.Attribute(IFLA_BR_PRIORITY, Priority);
        // As with the options below: "off" is sent where it was set, not where it was read.
        request.Attribute(IFLA_BR_VLAN_FILTERING, _setsVlanFiltering || VlanFiltering == true ? VlanFiltering : null, nameof(VlanFiltering));
        request.BigEndian(IFLA_BR_VLAN_PROTOCOL, (ushort?)VlanProtocol, nameof(VlanProtocol));
        request.Attribute(IFLA_BR_GROUP_FWD_MASK, GroupForwardMask);
        request.Attribute(IFLA_BR_GROUP_ADDR, GroupAddress);
        request.Flag(IFLA_BR_FDB_FLUSH, FlushLearned);
        request.Attribute(IFLA_BR_MCAST_ROUTER, (byte?)MulticastRouter, nameof(MulticastRouter));
        request.Attribute(IFLA_BR_MCAST_SNOOPING, MulticastSnooping);
        request.Attribute(IFLA_BR_MCAST_QUERY_USE_IFADDR, MulticastQueryUsesAddress);
        request.Attribute(IFLA_BR_MCAST_QUERIER, MulticastQuerier);
        request.Attribute(IFLA_BR_MCAST_HASH_ELASTICITY, MulticastHashElasticity);
        request.Attribute(IFLA_BR_MCAST_HASH_MAX, MulticastHashMax);
        request.Attribute(IFLA_BR_MCAST_LAST_MEMBER_CNT, MulticastLastMemberCount);
        request.Attribute(IFLA_BR_MCAST_STARTUP_QUERY_CNT, MulticastStartupQueryCount);
        request.Attribute(IFLA_BR_MCAST_LAST_MEMBER_INTVL, KernelTime.Centiseconds64(MulticastLastMemberInterval, nameof(MulticastLastMemberInterval)), nameof(MulticastLastMemberInterval));
        request.Attribute(IFLA_BR_MCAST_MEMBERSHIP_INTVL, KernelTime.Centiseconds64(MulticastMembershipInterval, nameof(MulticastMembershipInterval)), nameof(MulticastMembershipInterval));
        request.Attribute(IFLA_BR_MCAST_QUERIER_INTVL, KernelTime.Centiseconds64(MulticastQuerierInterval, nameof(MulticastQuerierInterval)), nameof(MulticastQuerierInterval));
        request.Attribute(IFLA_BR_MCAST_QUERY_INTVL, KernelTime.Centiseconds64(MulticastQueryInterval, nameof(MulticastQueryInterval)), nameof(MulticastQueryInterval));
        request.Attribute(IFLA_BR_MCAST_QUERY_RESPONSE_INTVL, KernelTime.Centiseconds64(MulticastQueryResponseInterval, nameof(MulticastQueryResponseInterval)), nameof(MulticastQueryResponseInterval));
        request.Attribute(IFLA_BR_MCAST_STARTUP_QUERY_INTVL, KernelTime.Centiseconds64(MulticastStartupQueryInterval, nameof(MulticastStartupQueryInterval)), nameof(MulticastStartupQueryInterval));
        request.Attribute(IFLA_BR_NF_CALL_IPTABLES, CallIptables);
        request.Attribute(IFLA_BR_NF_CALL_IP6TABLES, CallIp6tables);
        request.Attribute(IFLA_BR_NF_CALL_ARPTABLES, CallArptables);
        request.Attribute(IFLA_BR_VLAN_DEFAULT_PVID, DefaultPvid);
        request.Attribute(IFLA_BR_VLAN_STATS_ENABLED, VlanStatistics);
        request.Attribute(IFLA_BR_MCAST_STATS_ENABLED, MulticastStatistics);
        request.Attribute(IFLA_BR_MCAST_IGMP_VERSION, IgmpVersion);
        request.Attribute(IFLA_BR_MCAST_MLD_VERSION, MldVersion);
        request.Attribute(IFLA_BR_VLAN_STATS_PER_PORT, VlanStatisticsPerPort);
        request.Attribute(IFLA_BR_FDB_MAX_LEARNED, MaxLearned);
        // A kernel without VLAN filtering reports options that it refuses even to switch off.
        MaskedFlags options = _options with { Mask = _set | (_options.Flags & _options.Mask) };
        if (options.Mask != 0)
        {
            request.Attribute(IFLA_BR_MULTI_BOOLOPT, options, nameof(NoLinkLocalLearning));
        }
    }

    private (MaskedFlags Options, uint Set) Set(bool? value, uint option) =>
        value is null ? (new MaskedFlags(_options.Flags & ~option, _options.Mask & ~option), _set & ~option) : (_options.With(value, option), _set | option);
}
