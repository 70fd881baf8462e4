namespace LinuxNetns.Netlink;

/// <summary>What a link has as a port of a bridge (IFLA_BRPORT_* of linux/if_link.h, man 8 bridge and ip-link).</summary>
public sealed partial record BridgePort : LinkPort
{
    private const int IFLA_BRPORT_STATE = 1;
    private const int IFLA_BRPORT_PRIORITY = 2;
    private const int IFLA_BRPORT_COST = 3;
    private const int IFLA_BRPORT_MODE = 4;
    private const int IFLA_BRPORT_GUARD = 5;
    private const int IFLA_BRPORT_PROTECT = 6;
    private const int IFLA_BRPORT_FAST_LEAVE = 7;
    private const int IFLA_BRPORT_LEARNING = 8;
    private const int IFLA_BRPORT_UNICAST_FLOOD = 9;
    private const int IFLA_BRPORT_PROXYARP = 10;
    private const int IFLA_BRPORT_LEARNING_SYNC = 11;
    private const int IFLA_BRPORT_PROXYARP_WIFI = 12;
    private const int IFLA_BRPORT_ROOT_ID = 13;
    private const int IFLA_BRPORT_BRIDGE_ID = 14;
    private const int IFLA_BRPORT_DESIGNATED_PORT = 15;
    private const int IFLA_BRPORT_DESIGNATED_COST = 16;
    private const int IFLA_BRPORT_ID = 17;
    private const int IFLA_BRPORT_NO = 18;
    private const int IFLA_BRPORT_TOPOLOGY_CHANGE_ACK = 19;
    private const int IFLA_BRPORT_CONFIG_PENDING = 20;
    private const int IFLA_BRPORT_MESSAGE_AGE_TIMER = 21;
    private const int IFLA_BRPORT_FORWARD_DELAY_TIMER = 22;
    private const int IFLA_BRPORT_HOLD_TIMER = 23;
    private const int IFLA_BRPORT_FLUSH = 24;
    private const int IFLA_BRPORT_MULTICAST_ROUTER = 25;
    private const int IFLA_BRPORT_MCAST_FLOOD = 27;
    private const int IFLA_BRPORT_MCAST_TO_UCAST = 28;
    private const int IFLA_BRPORT_VLAN_TUNNEL = 29;
    private const int IFLA_BRPORT_BCAST_FLOOD = 30;
    private const int IFLA_BRPORT_GROUP_FWD_MASK = 31;
    private const int IFLA_BRPORT_NEIGH_SUPPRESS = 32;
    private const int IFLA_BRPORT_ISOLATED = 33;
    private const int IFLA_BRPORT_BACKUP_PORT = 34;
    private const int IFLA_BRPORT_MRP_RING_OPEN = 35;
    private const int IFLA_BRPORT_MRP_IN_OPEN = 36;
    private const int IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT = 37;
    private const int IFLA_BRPORT_MCAST_EHT_HOSTS_CNT = 38;
    private const int IFLA_BRPORT_LOCKED = 39;
    private const int IFLA_BRPORT_MAB = 40;
    private const int IFLA_BRPORT_MCAST_N_GROUPS = 41;
    private const int IFLA_BRPORT_MCAST_MAX_GROUPS = 42;
    private const int IFLA_BRPORT_NEIGH_VLAN_SUPPRESS = 43;
    private const int IFLA_BRPORT_BACKUP_NHID = 44;

    /// <summary>Describes the settings of a port.</summary>
    public BridgePort() : base("bridge")
    {
    }

    internal BridgePort(in LinkRow row) : base("bridge")
    {
        AttributeReader data = row.PortData;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BRPORT_STATE:
                    State = (BridgePortState)attribute.Read<byte>();
                    break;
                case IFLA_BRPORT_PRIORITY:
                    Priority = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_COST:
                    Cost = attribute.Read<uint>();
                    break;
                case IFLA_BRPORT_MODE:
                    Hairpin = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_GUARD:
                    Guard = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_PROTECT:
                    RootBlock = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_FAST_LEAVE:
                    FastLeave = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_LEARNING:
                    Learning = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_UNICAST_FLOOD:
                    Flood = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_PROXYARP:
                    ProxyArp = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_LEARNING_SYNC:
                    LearningSync = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_PROXYARP_WIFI:
                    ProxyArpWifi = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_ROOT_ID:
                    RootId = BridgeId.Read(attribute);
                    break;
                case IFLA_BRPORT_BRIDGE_ID:
                    DesignatedBridge = BridgeId.Read(attribute);
                    break;
                case IFLA_BRPORT_DESIGNATED_PORT:
                    DesignatedPort = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_DESIGNATED_COST:
                    DesignatedCost = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_ID:
                    PortId = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_NO:
                    Number = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_TOPOLOGY_CHANGE_ACK:
                    TopologyChangeAcknowledgement = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_CONFIG_PENDING:
                    ConfigurationPending = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MESSAGE_AGE_TIMER:
                    MessageAgeTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BRPORT_FORWARD_DELAY_TIMER:
                    ForwardDelayTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BRPORT_HOLD_TIMER:
                    HoldTimer = KernelTime.FromCentiseconds(attribute.Read<ulong>());
                    break;
                case IFLA_BRPORT_MULTICAST_ROUTER:
                    MulticastRouter = (MulticastRouter)attribute.Read<byte>();
                    break;
                case IFLA_BRPORT_MCAST_FLOOD:
                    MulticastFlood = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MCAST_TO_UCAST:
                    MulticastToUnicast = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_VLAN_TUNNEL:
                    VlanTunnel = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_BCAST_FLOOD:
                    BroadcastFlood = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_GROUP_FWD_MASK:
                    GroupForwardMask = attribute.Read<ushort>();
                    break;
                case IFLA_BRPORT_NEIGH_SUPPRESS:
                    NeighborSuppress = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_ISOLATED:
                    Isolated = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_BACKUP_PORT:
                    BackupPort = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_BRPORT_MRP_RING_OPEN:
                    MrpRingOpen = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MRP_IN_OPEN:
                    MrpInterconnectionOpen = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT:
                    MulticastHostsLimit = attribute.Read<uint>();
                    break;
                case IFLA_BRPORT_MCAST_EHT_HOSTS_CNT:
                    MulticastHostsCount = attribute.Read<uint>();
                    break;
                case IFLA_BRPORT_LOCKED:
                    Locked = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MAB:
                    MacAuthenticationBypass = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_MCAST_N_GROUPS:
                    MulticastGroups = attribute.Read<uint>();
                    break;
                case IFLA_BRPORT_MCAST_MAX_GROUPS:
                    MulticastMaxGroups = attribute.Read<uint>();
                    break;
                case IFLA_BRPORT_NEIGH_VLAN_SUPPRESS:
                    NeighborVlanSuppress = attribute.ReadBool();
                    break;
                case IFLA_BRPORT_BACKUP_NHID:
                    BackupNextHop = attribute.Read<uint>();
                    break;
            }
        }
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_BRPORT_STATE, (byte?)State, nameof(State));
        request.Attribute(IFLA_BRPORT_PRIORITY, Priority);
        request.Attribute(IFLA_BRPORT_COST, Cost);
        request.Attribute(IFLA_BRPORT_MODE, Hairpin);
        request.Attribute(IFLA_BRPORT_GUARD, Guard);
        request.Attribute(IFLA_BRPORT_PROTECT, RootBlock);
        request.Attribute(IFLA_BRPORT_FAST_LEAVE, FastLeave);
        request.Attribute(IFLA_BRPORT_LEARNING, Learning);
        request.Attribute(IFLA_BRPORT_UNICAST_FLOOD, Flood);
        request.Attribute(IFLA_BRPORT_PROXYARP, ProxyArp);
        request.Attribute(IFLA_BRPORT_LEARNING_SYNC, LearningSync);
        request.Attribute(IFLA_BRPORT_PROXYARP_WIFI, ProxyArpWifi);
        request.Flag(IFLA_BRPORT_FLUSH, FlushLearned);
        request.Attribute(IFLA_BRPORT_MULTICAST_ROUTER, (byte?)MulticastRouter, nameof(MulticastRouter));
        request.Attribute(IFLA_BRPORT_MCAST_FLOOD, MulticastFlood);
        request.Attribute(IFLA_BRPORT_MCAST_TO_UCAST, MulticastToUnicast);
        request.Attribute(IFLA_BRPORT_VLAN_TUNNEL, VlanTunnel);
        request.Attribute(IFLA_BRPORT_BCAST_FLOOD, BroadcastFlood);
        request.Attribute(IFLA_BRPORT_GROUP_FWD_MASK, GroupForwardMask);
        request.Attribute(IFLA_BRPORT_NEIGH_SUPPRESS, NeighborSuppress);
        request.Attribute(IFLA_BRPORT_ISOLATED, Isolated);
        request.Attribute(IFLA_BRPORT_BACKUP_PORT, links.IndexOf(BackupPort), nameof(BackupPort));
        request.Attribute(IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT, MulticastHostsLimit);
        request.Attribute(IFLA_BRPORT_LOCKED, Locked);
        request.Attribute(IFLA_BRPORT_MAB, MacAuthenticationBypass);
        request.Attribute(IFLA_BRPORT_MCAST_MAX_GROUPS, MulticastMaxGroups);
        request.Attribute(IFLA_BRPORT_NEIGH_VLAN_SUPPRESS, NeighborVlanSuppress);
        request.Attribute(IFLA_BRPORT_BACKUP_NHID, BackupNextHop);
    }
}
