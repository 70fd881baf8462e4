namespace LinuxNetns.Netlink;

/// <content>What it can be told and tells.</content>
public sealed partial record BridgePort
{
    /// <summary>Its state in the spanning tree (IFLA_BRPORT_STATE). Can be set where no protocol runs and it is up.</summary>
    public BridgePortState? State { get; init; }

    /// <summary>Its priority in the spanning tree, 0 to 63 (IFLA_BRPORT_PRIORITY).</summary>
    public ushort? Priority { get; init; }

    /// <summary>Cost of the way through it, 1 to 65535 (IFLA_BRPORT_COST).</summary>
    public uint? Cost { get; init; }

    /// <summary>Frames may go back where they came from (IFLA_BRPORT_MODE).</summary>
    public bool? Hairpin { get; init; }

    /// <summary>Packets of the spanning tree are not taken (IFLA_BRPORT_GUARD).</summary>
    public bool? Guard { get; init; }

    /// <summary>It never becomes the root port (IFLA_BRPORT_PROTECT).</summary>
    public bool? RootBlock { get; init; }

    /// <summary>A multicast group ends when one leaves (IFLA_BRPORT_FAST_LEAVE).</summary>
    public bool? FastLeave { get; init; }

    /// <summary>It learns addresses (IFLA_BRPORT_LEARNING).</summary>
    public bool? Learning { get; init; }

    /// <summary>Frames to addresses that are not known go there (IFLA_BRPORT_UNICAST_FLOOD).</summary>
    public bool? Flood { get; init; }

    /// <summary>Proxy ARP (IFLA_BRPORT_PROXYARP).</summary>
    public bool? ProxyArp { get; init; }

    /// <summary>What hardware learnt is taken over (IFLA_BRPORT_LEARNING_SYNC).</summary>
    public bool? LearningSync { get; init; }

    /// <summary>Proxy ARP as IEEE 802.11 wants it (IFLA_BRPORT_PROXYARP_WIFI).</summary>
    public bool? ProxyArpWifi { get; init; }

    /// <summary>The root that it knows (IFLA_BRPORT_ROOT_ID).</summary>
    public BridgeId? RootId { get; internal init; }

    /// <summary>The bridge that it knows towards the root (IFLA_BRPORT_BRIDGE_ID).</summary>
    public BridgeId? DesignatedBridge { get; internal init; }

    /// <summary>The port that it knows towards the root (IFLA_BRPORT_DESIGNATED_PORT).</summary>
    public ushort? DesignatedPort { get; internal init; }

    /// <summary>The cost that it knows to the root (IFLA_BRPORT_DESIGNATED_COST).</summary>
    public ushort? DesignatedCost { get; internal init; }

    /// <summary>Priority and number (IFLA_BRPORT_ID).</summary>
    public ushort? PortId { get; internal init; }

    /// <summary>Its number (IFLA_BRPORT_NO).</summary>
    public ushort? Number { get; internal init; }

    /// <summary>It acknowledges that the tree changed (IFLA_BRPORT_TOPOLOGY_CHANGE_ACK).</summary>
    public bool? TopologyChangeAcknowledgement { get; internal init; }

    /// <summary>It has something to say (IFLA_BRPORT_CONFIG_PENDING).</summary>
    public bool? ConfigurationPending { get; internal init; }

    /// <summary>Time until what it knows is too old (IFLA_BRPORT_MESSAGE_AGE_TIMER).</summary>
    public TimeSpan? MessageAgeTimer { get; internal init; }

    /// <summary>Time until its next state (IFLA_BRPORT_FORWARD_DELAY_TIMER).</summary>
    public TimeSpan? ForwardDelayTimer { get; internal init; }

    /// <summary>Time until it may say something (IFLA_BRPORT_HOLD_TIMER).</summary>
    public TimeSpan? HoldTimer { get; internal init; }

    /// <summary>Written: forgets what it learnt (IFLA_BRPORT_FLUSH). Never read back.</summary>
    public bool FlushLearned { get; init; }

    /// <summary>Whether there is a multicast router (IFLA_BRPORT_MULTICAST_ROUTER).</summary>
    public MulticastRouter? MulticastRouter { get; init; }

    /// <summary>Multicast that nobody asked for goes there (IFLA_BRPORT_MCAST_FLOOD).</summary>
    public bool? MulticastFlood { get; init; }

    /// <summary>Multicast is sent to each member by itself (IFLA_BRPORT_MCAST_TO_UCAST).</summary>
    public bool? MulticastToUnicast { get; init; }

    /// <summary>VLANs are mapped to tunnels (IFLA_BRPORT_VLAN_TUNNEL).</summary>
    public bool? VlanTunnel { get; init; }

    /// <summary>Broadcasts go there (IFLA_BRPORT_BCAST_FLOOD).</summary>
    public bool? BroadcastFlood { get; init; }

    /// <summary>Which link-local frames (01:80:c2:00:00:0X) it forwards: a bit for each X (IFLA_BRPORT_GROUP_FWD_MASK).</summary>
    public ushort? GroupForwardMask { get; init; }

    /// <summary>It answers ARP and neighbour discovery for others (IFLA_BRPORT_NEIGH_SUPPRESS).</summary>
    public bool? NeighborSuppress { get; init; }

    /// <summary>It reaches only ports that are not isolated (IFLA_BRPORT_ISOLATED).</summary>
    public bool? Isolated { get; init; }

    /// <summary>The port that takes over when it has no carrier (IFLA_BRPORT_BACKUP_PORT).</summary>
    public LinkReference? BackupPort { get; init; }

    /// <summary>The ring of the media redundancy protocol is open (IFLA_BRPORT_MRP_RING_OPEN).</summary>
    public bool? MrpRingOpen { get; internal init; }

    /// <summary>The interconnection of the media redundancy protocol is open (IFLA_BRPORT_MRP_IN_OPEN).</summary>
    public bool? MrpInterconnectionOpen { get; internal init; }

    /// <summary>The most hosts whose multicast is tracked (IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT).</summary>
    public uint? MulticastHostsLimit { get; init; }

    /// <summary>How many hosts' multicast is tracked (IFLA_BRPORT_MCAST_EHT_HOSTS_CNT).</summary>
    public uint? MulticastHostsCount { get; internal init; }

    /// <summary>Only addresses that are in the forwarding database may send (IFLA_BRPORT_LOCKED). Linux 5.18.</summary>
    public bool? Locked { get; init; }

    /// <summary>Addresses that may not send are noted, locked (IFLA_BRPORT_MAB). Linux 6.2.</summary>
    public bool? MacAuthenticationBypass { get; init; }

    /// <summary>How many multicast groups it is in (IFLA_BRPORT_MCAST_N_GROUPS). Linux 6.3.</summary>
    public uint? MulticastGroups { get; internal init; }

    /// <summary>The most multicast groups; 0: no limit (IFLA_BRPORT_MCAST_MAX_GROUPS). Linux 6.3.</summary>
    public uint? MulticastMaxGroups { get; init; }

    /// <summary>As <see cref="NeighborSuppress"/>, where a VLAN says so (IFLA_BRPORT_NEIGH_VLAN_SUPPRESS). Linux 6.4.</summary>
    public bool? NeighborVlanSuppress { get; init; }

    /// <summary>Nexthop of packets that go to <see cref="BackupPort"/>; 0: none (IFLA_BRPORT_BACKUP_NHID). Linux 6.6.</summary>
    public uint? BackupNextHop { get; init; }
}
