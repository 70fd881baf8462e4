using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Devices that act as one (kind <c>bond</c>, man 8 ip-link, Documentation/networking/bonding.rst, IFLA_BOND_* of linux/if_link.h). Many options go with some modes only: the kernel refuses them otherwise.</summary>
public sealed partial record BondLink : Link
{
    private const int IFLA_BOND_MODE = 1;
    private const int IFLA_BOND_ACTIVE_SLAVE = 2;
    private const int IFLA_BOND_MIIMON = 3;
    private const int IFLA_BOND_UPDELAY = 4;
    private const int IFLA_BOND_DOWNDELAY = 5;
    private const int IFLA_BOND_USE_CARRIER = 6;
    private const int IFLA_BOND_ARP_INTERVAL = 7;
    private const int IFLA_BOND_ARP_IP_TARGET = 8;
    private const int IFLA_BOND_ARP_VALIDATE = 9;
    private const int IFLA_BOND_ARP_ALL_TARGETS = 10;
    private const int IFLA_BOND_PRIMARY = 11;
    private const int IFLA_BOND_PRIMARY_RESELECT = 12;
    private const int IFLA_BOND_FAIL_OVER_MAC = 13;
    private const int IFLA_BOND_XMIT_HASH_POLICY = 14;
    private const int IFLA_BOND_RESEND_IGMP = 15;
    private const int IFLA_BOND_NUM_PEER_NOTIF = 16;
    private const int IFLA_BOND_ALL_SLAVES_ACTIVE = 17;
    private const int IFLA_BOND_MIN_LINKS = 18;
    private const int IFLA_BOND_LP_INTERVAL = 19;
    private const int IFLA_BOND_PACKETS_PER_SLAVE = 20;
    private const int IFLA_BOND_AD_LACP_RATE = 21;
    private const int IFLA_BOND_AD_SELECT = 22;
    private const int IFLA_BOND_AD_INFO = 23;
    private const int IFLA_BOND_AD_ACTOR_SYS_PRIO = 24;
    private const int IFLA_BOND_AD_USER_PORT_KEY = 25;
    private const int IFLA_BOND_AD_ACTOR_SYSTEM = 26;
    private const int IFLA_BOND_TLB_DYNAMIC_LB = 27;
    private const int IFLA_BOND_PEER_NOTIF_DELAY = 28;
    private const int IFLA_BOND_AD_LACP_ACTIVE = 29;
    private const int IFLA_BOND_MISSED_MAX = 30;
    private const int IFLA_BOND_NS_IP6_TARGET = 31;
    private const int IFLA_BOND_COUPLED_CONTROL = 32;
    private const int IFLA_BOND_BROADCAST_NEIGH = 33;

    private readonly EquatableList<IPAddress>? _arpTargets;
    private readonly EquatableList<IPAddress>? _neighborTargets;

    /// <summary>Describes a bond.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public BondLink(string name = "") : base(name) => Kind = "bond";

    internal BondLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BOND_MODE:
                    Mode = (BondMode)attribute.Read<byte>();
                    break;
                case IFLA_BOND_ACTIVE_SLAVE:
                    ActivePort = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_BOND_MIIMON:
                    MiiInterval = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_UPDELAY:
                    UpDelay = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_DOWNDELAY:
                    DownDelay = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_USE_CARRIER:
                    UseCarrier = attribute.ReadBool();
                    break;
                case IFLA_BOND_ARP_INTERVAL:
                    ArpInterval = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_ARP_VALIDATE:
                    ArpValidate = (BondArpValidate)attribute.Read<uint>();
                    break;
                case IFLA_BOND_ARP_ALL_TARGETS:
                    ArpTargetsNeeded = (BondArpTargets)attribute.Read<uint>();
                    break;
                case IFLA_BOND_PRIMARY:
                    Primary = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_BOND_PRIMARY_RESELECT:
                    PrimaryReselect = (BondPrimaryReselect)attribute.Read<byte>();
                    break;
                case IFLA_BOND_FAIL_OVER_MAC:
                    FailOverMac = (BondFailOverMac)attribute.Read<byte>();
                    break;
                case IFLA_BOND_XMIT_HASH_POLICY:
                    HashPolicy = (BondHashPolicy)attribute.Read<byte>();
                    break;
                case IFLA_BOND_RESEND_IGMP:
                    IgmpReports = attribute.Read<uint>();
                    break;
                case IFLA_BOND_NUM_PEER_NOTIF:
                    PeerNotifications = attribute.Read<byte>();
                    break;
                case IFLA_BOND_ALL_SLAVES_ACTIVE:
                    AllPortsActive = attribute.ReadBool();
                    break;
                case IFLA_BOND_MIN_LINKS:
                    MinLinks = attribute.Read<uint>();
                    break;
                case IFLA_BOND_LP_INTERVAL:
                    LearningPacketInterval = TimeSpan.FromSeconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_PACKETS_PER_SLAVE:
                    PacketsPerPort = attribute.Read<uint>();
                    break;
                case IFLA_BOND_AD_LACP_RATE:
                    LacpRate = (BondLacpRate)attribute.Read<byte>();
                    break;
                case IFLA_BOND_AD_SELECT:
                    AggregatorSelection = (BondAggregatorSelection)attribute.Read<byte>();
                    break;
                case IFLA_BOND_AD_ACTOR_SYS_PRIO:
                    ActorSystemPriority = attribute.Read<ushort>();
                    break;
                case IFLA_BOND_AD_USER_PORT_KEY:
                    UserPortKey = attribute.Read<ushort>();
                    break;
                case IFLA_BOND_AD_ACTOR_SYSTEM:
                    ActorSystem = attribute.ReadPhysicalAddress();
                    break;
                case IFLA_BOND_TLB_DYNAMIC_LB:
                    DynamicLoadBalancing = attribute.ReadBool();
                    break;
                case IFLA_BOND_PEER_NOTIF_DELAY:
                    PeerNotificationDelay = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case IFLA_BOND_AD_LACP_ACTIVE:
                    LacpActive = attribute.ReadBool();
                    break;
                case IFLA_BOND_MISSED_MAX:
                    MissedMax = attribute.Read<byte>();
                    break;
                case IFLA_BOND_COUPLED_CONTROL:
                    CoupledControl = attribute.ReadBool();
                    break;
                case IFLA_BOND_BROADCAST_NEIGH:
                    BroadcastNeighbor = attribute.ReadBool();
                    break;
                case IFLA_BOND_ARP_IP_TARGET:
                    _arpTargets = ReadAddresses(attribute.Nested);
                    break;
                case IFLA_BOND_NS_IP6_TARGET:
                    _neighborTargets = ReadAddresses(attribute.Nested);
                    break;
                case IFLA_BOND_AD_INFO:
                    Aggregator = BondAggregator.Read(attribute.Nested);
                    break;
            }
        }
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_BOND_MODE, (byte?)Mode, nameof(Mode));
        request.Attribute(IFLA_BOND_ACTIVE_SLAVE, links.IndexOf(ActivePort), nameof(ActivePort));
        request.Attribute(IFLA_BOND_MIIMON, KernelTime.Milliseconds(MiiInterval, nameof(MiiInterval)), nameof(MiiInterval));
        request.Attribute(IFLA_BOND_UPDELAY, KernelTime.Milliseconds(UpDelay, nameof(UpDelay)), nameof(UpDelay));
        request.Attribute(IFLA_BOND_DOWNDELAY, KernelTime.Milliseconds(DownDelay, nameof(DownDelay)), nameof(DownDelay));
        request.Attribute(IFLA_BOND_USE_CARRIER, UseCarrier);
        request.Attribute(IFLA_BOND_ARP_INTERVAL, KernelTime.Milliseconds(ArpInterval, nameof(ArpInterval)), nameof(ArpInterval));
        request.Attribute(IFLA_BOND_ARP_VALIDATE, (uint?)ArpValidate, nameof(ArpValidate));
        request.Attribute(IFLA_BOND_ARP_ALL_TARGETS, (uint?)ArpTargetsNeeded, nameof(ArpTargetsNeeded));
        request.Attribute(IFLA_BOND_PRIMARY, links.IndexOf(Primary), nameof(Primary));
        request.Attribute(IFLA_BOND_PRIMARY_RESELECT, (byte?)PrimaryReselect, nameof(PrimaryReselect));
        request.Attribute(IFLA_BOND_FAIL_OVER_MAC, (byte?)FailOverMac, nameof(FailOverMac));
        request.Attribute(IFLA_BOND_XMIT_HASH_POLICY, (byte?)HashPolicy, nameof(HashPolicy));
        request.Attribute(IFLA_BOND_RESEND_IGMP, IgmpReports);
        request.Attribute(IFLA_BOND_NUM_PEER_NOTIF, PeerNotifications);
        request.Attribute(IFLA_BOND_ALL_SLAVES_ACTIVE, AllPortsActive);
        request.Attribute(IFLA_BOND_MIN_LINKS, MinLinks);
        request.Attribute(IFLA_BOND_LP_INTERVAL, KernelTime.Seconds(LearningPacketInterval, nameof(LearningPacketInterval)), nameof(LearningPacketInterval));
        request.Attribute(IFLA_BOND_PACKETS_PER_SLAVE, PacketsPerPort);
        request.Attribute(IFLA_BOND_AD_LACP_RATE, (byte?)LacpRate, nameof(LacpRate));
        request.Attribute(IFLA_BOND_AD_SELECT, (byte?)AggregatorSelection, nameof(AggregatorSelection));
        request.Attribute(IFLA_BOND_AD_ACTOR_SYS_PRIO, ActorSystemPriority);
        request.Attribute(IFLA_BOND_AD_USER_PORT_KEY, UserPortKey);
        request.Attribute(IFLA_BOND_AD_ACTOR_SYSTEM, ActorSystem);
        request.Attribute(IFLA_BOND_TLB_DYNAMIC_LB, DynamicLoadBalancing);
        request.Attribute(IFLA_BOND_PEER_NOTIF_DELAY, KernelTime.Milliseconds(PeerNotificationDelay, nameof(PeerNotificationDelay)), nameof(PeerNotificationDelay));
        request.Attribute(IFLA_BOND_AD_LACP_ACTIVE, LacpActive);
        request.Attribute(IFLA_BOND_MISSED_MAX, MissedMax);
        request.Attribute(IFLA_BOND_COUPLED_CONTROL, CoupledControl);
        request.Attribute(IFLA_BOND_BROADCAST_NEIGH, BroadcastNeighbor);
        WriteAddresses(ref request, IFLA_BOND_ARP_IP_TARGET, ArpTargets, AddressFamily.InterNetwork, nameof(ArpTargets));
        WriteAddresses(ref request, IFLA_BOND_NS_IP6_TARGET, NeighborTargets, AddressFamily.InterNetworkV6, nameof(NeighborTargets));
    }

    private static void WriteAddresses(ref NetlinkWriter request, int type, IReadOnlyList<IPAddress>? addresses, AddressFamily family, string name)
    {
        if (addresses is null)
        {
            return;
        }

        int list = request.BeginNested(type, name);
        for (int i = 0; i < addresses.Count; i++)
        {
            request.Attribute(i, addresses[i].AddressFamily == family ? addresses[i] : throw new ArgumentException($"{addresses[i]} is of another address family.", name), name);
        }

        request.EndNested(list);
    }

    private static EquatableList<IPAddress>? ReadAddresses(AttributeReader list)
    {
        var addresses = new List<IPAddress>();
        while (list.TryRead(out NetlinkAttribute attribute))
        {
            addresses.Add(attribute.ReadAddress());
        }

        return EquatableList<IPAddress>.Of(addresses);
    }
}
