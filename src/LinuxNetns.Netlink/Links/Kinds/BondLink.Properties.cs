using System.Net;
using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <content>What it can be told and tells.</content>
public sealed partial record BondLink
{
    /// <summary>How it uses its ports (IFLA_BOND_MODE). Can be changed while it has no port and is down.</summary>
    public BondMode? Mode { get; init; }

    /// <summary>The port in use; <see cref="LinkReference.None"/> lets the bond choose (IFLA_BOND_ACTIVE_SLAVE).</summary>
    public LinkReference? ActivePort { get; init; }

    /// <summary>How often carriers are looked at; zero: never (IFLA_BOND_MIIMON). In milliseconds.</summary>
    public TimeSpan? MiiInterval { get; init; }

    /// <summary>How long a carrier must be there; a multiple of <see cref="MiiInterval"/> (IFLA_BOND_UPDELAY).</summary>
    public TimeSpan? UpDelay { get; init; }

    /// <summary>How long a carrier must be gone; a multiple of <see cref="MiiInterval"/> (IFLA_BOND_DOWNDELAY).</summary>
    public TimeSpan? DownDelay { get; init; }

    /// <summary>The driver's word for the carrier counts, not MII registers (IFLA_BOND_USE_CARRIER).</summary>
    public bool? UseCarrier { get; init; }

    /// <summary>How often ARP targets are asked; zero: never (IFLA_BOND_ARP_INTERVAL). In milliseconds.</summary>
    public TimeSpan? ArpInterval { get; init; }

    /// <summary>Which ports' ARP is checked (IFLA_BOND_ARP_VALIDATE).</summary>
    public BondArpValidate? ArpValidate { get; init; }

    /// <summary>How many ARP targets must answer (IFLA_BOND_ARP_ALL_TARGETS).</summary>
    public BondArpTargets? ArpTargetsNeeded { get; init; }

    /// <summary>The port that is in use where it can (IFLA_BOND_PRIMARY).</summary>
    public LinkReference? Primary { get; init; }

    /// <summary>When the primary port is used again (IFLA_BOND_PRIMARY_RESELECT).</summary>
    public BondPrimaryReselect? PrimaryReselect { get; init; }

    /// <summary>What becomes of hardware addresses when the active port fails (IFLA_BOND_FAIL_OVER_MAC).</summary>
    public BondFailOverMac? FailOverMac { get; init; }

    /// <summary>What is hashed to choose a port (IFLA_BOND_XMIT_HASH_POLICY).</summary>
    public BondHashPolicy? HashPolicy { get; init; }

    /// <summary>IGMP reports after a change, 0 to 255 (IFLA_BOND_RESEND_IGMP).</summary>
    public uint? IgmpReports { get; init; }

    /// <summary>ARP and neighbour advertisements after a change (IFLA_BOND_NUM_PEER_NOTIF).</summary>
    public byte? PeerNotifications { get; init; }

    /// <summary>Duplicates on ports that are not in use are taken (IFLA_BOND_ALL_SLAVES_ACTIVE).</summary>
    public bool? AllPortsActive { get; init; }

    /// <summary>Ports that must have a carrier for the bond to have one (IFLA_BOND_MIN_LINKS).</summary>
    public uint? MinLinks { get; init; }

    /// <summary>Time between learning packets (IFLA_BOND_LP_INTERVAL). In whole seconds.</summary>
    public TimeSpan? LearningPacketInterval { get; init; }

    /// <summary>Round robin: packets before the next port; 0: by chance (IFLA_BOND_PACKETS_PER_SLAVE).</summary>
    public uint? PacketsPerPort { get; init; }

    /// <summary>802.3ad: how often the partner is asked to send (IFLA_BOND_AD_LACP_RATE).</summary>
    public BondLacpRate? LacpRate { get; init; }

    /// <summary>802.3ad: how the aggregator is selected (IFLA_BOND_AD_SELECT).</summary>
    public BondAggregatorSelection? AggregatorSelection { get; init; }

    /// <summary>802.3ad: priority of this system; read with CAP_NET_ADMIN only (IFLA_BOND_AD_ACTOR_SYS_PRIO).</summary>
    public ushort? ActorSystemPriority { get; init; }

    /// <summary>802.3ad: upper bits of the port key; read with CAP_NET_ADMIN only (IFLA_BOND_AD_USER_PORT_KEY).</summary>
    public ushort? UserPortKey { get; init; }

    /// <summary>802.3ad: address of this system; read with CAP_NET_ADMIN only (IFLA_BOND_AD_ACTOR_SYSTEM).</summary>
    public PhysicalAddress? ActorSystem { get; init; }

    /// <summary>Transmit load balancing: by load, not by hash (IFLA_BOND_TLB_DYNAMIC_LB).</summary>
    public bool? DynamicLoadBalancing { get; init; }

    /// <summary>Time between <see cref="PeerNotifications"/>; a multiple of <see cref="MiiInterval"/> (IFLA_BOND_PEER_NOTIF_DELAY).</summary>
    public TimeSpan? PeerNotificationDelay { get; init; }

    /// <summary>802.3ad: it sends LACP without being asked (IFLA_BOND_AD_LACP_ACTIVE). Linux 5.15.</summary>
    public bool? LacpActive { get; init; }

    /// <summary>ARP checks that may fail before a port is down (IFLA_BOND_MISSED_MAX). Linux 5.17.</summary>
    public byte? MissedMax { get; init; }

    /// <summary>802.3ad: collecting and distributing go together (IFLA_BOND_COUPLED_CONTROL). Linux 6.9.</summary>
    public bool? CoupledControl { get; init; }

    /// <summary>802.3ad: ARP and neighbour discovery go out of every port (IFLA_BOND_BROADCAST_NEIGH). Linux 6.17.</summary>
    public bool? BroadcastNeighbor { get; init; }

    /// <summary>IPv4 addresses that are asked, at most 16 (IFLA_BOND_ARP_IP_TARGET).</summary>
    public IReadOnlyList<IPAddress>? ArpTargets
    {
        get => _arpTargets;
        init => _arpTargets = EquatableList<IPAddress>.Of(value);
    }

    /// <summary>IPv6 addresses that are asked, at most 16 (IFLA_BOND_NS_IP6_TARGET, Linux 5.18).</summary>
    public IReadOnlyList<IPAddress>? NeighborTargets
    {
        get => _neighborTargets;
        init => _neighborTargets = EquatableList<IPAddress>.Of(value);
    }

    /// <summary>802.3ad: the active aggregator (IFLA_BOND_AD_INFO).</summary>
    public BondAggregator? Aggregator { get; internal init; }
}
