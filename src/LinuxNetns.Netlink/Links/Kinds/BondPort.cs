using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>What a link has as a port of a bond (IFLA_BOND_SLAVE_* of linux/if_link.h).</summary>
public sealed record BondPort : LinkPort
{
    private const int IFLA_BOND_SLAVE_STATE = 1;
    private const int IFLA_BOND_SLAVE_MII_STATUS = 2;
    private const int IFLA_BOND_SLAVE_LINK_FAILURE_COUNT = 3;
    private const int IFLA_BOND_SLAVE_PERM_HWADDR = 4;
    private const int IFLA_BOND_SLAVE_QUEUE_ID = 5;
    private const int IFLA_BOND_SLAVE_AD_AGGREGATOR_ID = 6;
    private const int IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE = 7;
    private const int IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE = 8;
    private const int IFLA_BOND_SLAVE_PRIO = 9;
    private const int IFLA_BOND_SLAVE_ACTOR_PORT_PRIO = 10;

    /// <summary>Describes the settings of a port.</summary>
    public BondPort() : base("bond")
    {
    }

    internal BondPort(in LinkRow row) : base("bond")
    {
        AttributeReader data = row.PortData;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BOND_SLAVE_STATE:
                    State = (BondPortState)attribute.Read<byte>();
                    break;
                case IFLA_BOND_SLAVE_MII_STATUS:
                    LinkStatus = (BondPortLink)attribute.Read<byte>();
                    break;
                case IFLA_BOND_SLAVE_LINK_FAILURE_COUNT:
                    LinkFailures = attribute.Read<uint>();
                    break;
                case IFLA_BOND_SLAVE_PERM_HWADDR:
                    PermanentAddress = attribute.ReadPhysicalAddress();
                    break;
                case IFLA_BOND_SLAVE_QUEUE_ID:
                    QueueId = attribute.Read<ushort>();
                    break;
                case IFLA_BOND_SLAVE_AD_AGGREGATOR_ID:
                    AggregatorId = attribute.Read<ushort>();
                    break;
                case IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE:
                    ActorState = attribute.Read<byte>();
                    break;
                case IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE:
                    PartnerState = attribute.Read<ushort>();
                    break;
                case IFLA_BOND_SLAVE_PRIO:
                    Priority = attribute.Read<int>();
                    break;
                case IFLA_BOND_SLAVE_ACTOR_PORT_PRIO:
                    ActorPortPriority = attribute.Read<ushort>();
                    break;
            }
        }
    }

    /// <summary>Whether it is in use (IFLA_BOND_SLAVE_STATE).</summary>
    public BondPortState? State { get; internal init; }

    /// <summary>What the bond thinks of its carrier (IFLA_BOND_SLAVE_MII_STATUS).</summary>
    public BondPortLink? LinkStatus { get; internal init; }

    /// <summary>How often its carrier went (IFLA_BOND_SLAVE_LINK_FAILURE_COUNT).</summary>
    public uint? LinkFailures { get; internal init; }

    /// <summary>The hardware address that it had before (IFLA_BOND_SLAVE_PERM_HWADDR).</summary>
    public PhysicalAddress? PermanentAddress { get; internal init; }

    /// <summary>The queue by which packets are sent to it alone; 0: none (IFLA_BOND_SLAVE_QUEUE_ID).</summary>
    public ushort? QueueId { get; init; }

    /// <summary>802.3ad: its aggregator (IFLA_BOND_SLAVE_AD_AGGREGATOR_ID).</summary>
    public ushort? AggregatorId { get; internal init; }

    /// <summary>802.3ad: its state, bits of IEEE 802.1AX (IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE).</summary>
    public byte? ActorState { get; internal init; }

    /// <summary>802.3ad: its partner's state, bits of IEEE 802.1AX (IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE).</summary>
    public ushort? PartnerState { get; internal init; }

    /// <summary>The higher, the sooner it is used when another fails (IFLA_BOND_SLAVE_PRIO). Linux 6.0.</summary>
    public int? Priority { get; init; }

    /// <summary>802.3ad: its priority; a lower number goes first (IFLA_BOND_SLAVE_ACTOR_PORT_PRIO). Linux 6.18.</summary>
    public ushort? ActorPortPriority { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_BOND_SLAVE_QUEUE_ID, QueueId);
        request.Attribute(IFLA_BOND_SLAVE_PRIO, Priority);
        request.Attribute(IFLA_BOND_SLAVE_ACTOR_PORT_PRIO, ActorPortPriority);
    }
}
