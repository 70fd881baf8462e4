using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <content>What it can be told and tells.</content>
public sealed partial record BridgeLink
{
    /// <summary>How long a port listens and learns (IFLA_BR_FORWARD_DELAY).</summary>
    public TimeSpan? ForwardDelay { get; init; }

    /// <summary>Time between hello packets of the spanning tree (IFLA_BR_HELLO_TIME).</summary>
    public TimeSpan? HelloTime { get; init; }

    /// <summary>How long what hello packets tell is kept (IFLA_BR_MAX_AGE).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How long what was learnt is kept (IFLA_BR_AGEING_TIME).</summary>
    public TimeSpan? AgeingTime { get; init; }

    /// <summary>The spanning tree protocol runs (IFLA_BR_STP_STATE).</summary>
    public bool? SpanningTree { get; init; }

    /// <summary>Its priority in the spanning tree (IFLA_BR_PRIORITY).</summary>
    public ushort? Priority { get; init; }

    /// <summary>Frames are filtered by VLAN (IFLA_BR_VLAN_FILTERING).</summary>
    public bool? VlanFiltering
    {
        get => _vlanFiltering;
        init => (_vlanFiltering, _setsVlanFiltering) = (value, value is not null);
    }

    /// <summary>The tag that it filters by (IFLA_BR_VLAN_PROTOCOL).</summary>
    public VlanProtocol? VlanProtocol { get; init; }

    /// <summary>Which link-local frames (01:80:c2:00:00:0X) it forwards: a bit for each X (IFLA_BR_GROUP_FWD_MASK).</summary>
    public ushort? GroupForwardMask { get; init; }

    /// <summary>The root of the spanning tree (IFLA_BR_ROOT_ID).</summary>
    public BridgeId? RootId { get; internal init; }

    /// <summary>Who it is to the spanning tree (IFLA_BR_BRIDGE_ID).</summary>
    public BridgeId? Id { get; internal init; }

    /// <summary>Number of the port towards the root; 0: it is the root (IFLA_BR_ROOT_PORT).</summary>
    public ushort? RootPort { get; internal init; }

    /// <summary>Cost of the way to the root (IFLA_BR_ROOT_PATH_COST).</summary>
    public uint? RootPathCost { get; internal init; }

    /// <summary>The tree is changing (IFLA_BR_TOPOLOGY_CHANGE).</summary>
    public bool? TopologyChange { get; internal init; }

    /// <summary>It has seen the tree change (IFLA_BR_TOPOLOGY_CHANGE_DETECTED).</summary>
    public bool? TopologyChangeDetected { get; internal init; }

    /// <summary>Time until the next hello packet (IFLA_BR_HELLO_TIMER).</summary>
    public TimeSpan? HelloTimer { get; internal init; }

    /// <summary>Time until the next note of a change (IFLA_BR_TCN_TIMER).</summary>
    public TimeSpan? TopologyChangeNoteTimer { get; internal init; }

    /// <summary>Time until the change is over (IFLA_BR_TOPOLOGY_CHANGE_TIMER).</summary>
    public TimeSpan? TopologyChangeTimer { get; internal init; }

    /// <summary>Time until old entries are removed (IFLA_BR_GC_TIMER).</summary>
    public TimeSpan? GarbageCollectionTimer { get; internal init; }

    /// <summary>Address of the packets of the spanning tree (IFLA_BR_GROUP_ADDR).</summary>
    public PhysicalAddress? GroupAddress { get; init; }

    /// <summary>Written: forgets what was learnt (IFLA_BR_FDB_FLUSH). Never read back.</summary>
    public bool FlushLearned { get; init; }

    /// <summary>Whether the host itself is a multicast router (IFLA_BR_MCAST_ROUTER).</summary>
    public MulticastRouter? MulticastRouter { get; init; }

    /// <summary>It looks who wants which multicast (IFLA_BR_MCAST_SNOOPING).</summary>
    public bool? MulticastSnooping { get; init; }

    /// <summary>Queries come from its IP address, not from 0.0.0.0 (IFLA_BR_MCAST_QUERY_USE_IFADDR).</summary>
    public bool? MulticastQueryUsesAddress { get; init; }

    /// <summary>It sends queries (IFLA_BR_MCAST_QUERIER).</summary>
    public bool? MulticastQuerier { get; init; }

    /// <summary>Without meaning since Linux 4.20 (IFLA_BR_MCAST_HASH_ELASTICITY).</summary>
    public uint? MulticastHashElasticity { get; init; }

    /// <summary>The most multicast groups; a power of two (IFLA_BR_MCAST_HASH_MAX).</summary>
    public uint? MulticastHashMax { get; init; }

    /// <summary>Queries before the last member is gone (IFLA_BR_MCAST_LAST_MEMBER_CNT).</summary>
    public uint? MulticastLastMemberCount { get; init; }

    /// <summary>Queries at the beginning (IFLA_BR_MCAST_STARTUP_QUERY_CNT).</summary>
    public uint? MulticastStartupQueryCount { get; init; }

    /// <summary>Time between queries for the last member (IFLA_BR_MCAST_LAST_MEMBER_INTVL).</summary>
    public TimeSpan? MulticastLastMemberInterval { get; init; }

    /// <summary>How long a membership lasts (IFLA_BR_MCAST_MEMBERSHIP_INTVL).</summary>
    public TimeSpan? MulticastMembershipInterval { get; init; }

    /// <summary>How long another querier counts (IFLA_BR_MCAST_QUERIER_INTVL).</summary>
    public TimeSpan? MulticastQuerierInterval { get; init; }

    /// <summary>Time between queries (IFLA_BR_MCAST_QUERY_INTVL).</summary>
    public TimeSpan? MulticastQueryInterval { get; init; }

    /// <summary>The most time for an answer (IFLA_BR_MCAST_QUERY_RESPONSE_INTVL).</summary>
    public TimeSpan? MulticastQueryResponseInterval { get; init; }

    /// <summary>Time between queries at the beginning (IFLA_BR_MCAST_STARTUP_QUERY_INTVL).</summary>
    public TimeSpan? MulticastStartupQueryInterval { get; init; }

    /// <summary>Bridged packets pass iptables (IFLA_BR_NF_CALL_IPTABLES).</summary>
    public bool? CallIptables { get; init; }

    /// <summary>Bridged packets pass ip6tables (IFLA_BR_NF_CALL_IP6TABLES).</summary>
    public bool? CallIp6tables { get; init; }

    /// <summary>Bridged packets pass arptables (IFLA_BR_NF_CALL_ARPTABLES).</summary>
    public bool? CallArptables { get; init; }

    /// <summary>The VLAN that new ports get, untagged; 0: none (IFLA_BR_VLAN_DEFAULT_PVID).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public ushort? DefaultPvid
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, 4094, nameof(DefaultPvid));
            field = value;
        }
    }

    /// <summary>It counts by VLAN (IFLA_BR_VLAN_STATS_ENABLED).</summary>
    public bool? VlanStatistics { get; init; }

    /// <summary>It counts IGMP and MLD (IFLA_BR_MCAST_STATS_ENABLED).</summary>
    public bool? MulticastStatistics { get; init; }

    /// <summary>Version of IGMP, 2 or 3 (IFLA_BR_MCAST_IGMP_VERSION).</summary>
    public byte? IgmpVersion { get; init; }

    /// <summary>Version of MLD, 1 or 2 (IFLA_BR_MCAST_MLD_VERSION).</summary>
    public byte? MldVersion { get; init; }

    /// <summary>It counts by VLAN and port (IFLA_BR_VLAN_STATS_PER_PORT). Can be changed while it has no port.</summary>
    public bool? VlanStatisticsPerPort { get; init; }

    /// <summary>How many addresses it has learnt (IFLA_BR_FDB_N_LEARNED). Linux 6.7.</summary>
    public uint? LearnedCount { get; internal init; }

    /// <summary>The most addresses that it learns; 0: no limit (IFLA_BR_FDB_MAX_LEARNED). Linux 6.7.</summary>
    public uint? MaxLearned { get; init; }

    /// <summary>It does not learn from link-local packets (BR_BOOLOPT_NO_LL_LEARN, Linux 5.0).</summary>
    public bool? NoLinkLocalLearning
    {
        get => _options[1 << BR_BOOLOPT_NO_LL_LEARN];
        init => (_options, _set) = Set(value, 1 << BR_BOOLOPT_NO_LL_LEARN);
    }

    /// <summary>It looks who wants which multicast in each VLAN (BR_BOOLOPT_MCAST_VLAN_SNOOPING, Linux 5.15).</summary>
    public bool? MulticastVlanSnooping
    {
        get => _options[1 << BR_BOOLOPT_MCAST_VLAN_SNOOPING];
        init => (_options, _set) = Set(value, 1 << BR_BOOLOPT_MCAST_VLAN_SNOOPING);
    }

    /// <summary>Ports have a state of the spanning tree for each instance (BR_BOOLOPT_MST_ENABLE, Linux 5.18).</summary>
    public bool? MultipleSpanningTrees
    {
        get => _options[1 << BR_BOOLOPT_MST_ENABLE];
        init => (_options, _set) = Set(value, 1 << BR_BOOLOPT_MST_ENABLE);
    }
}
