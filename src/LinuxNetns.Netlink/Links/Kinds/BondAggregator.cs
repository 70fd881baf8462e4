using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>The active aggregator of an 802.3ad bond (IFLA_BOND_AD_INFO_* of linux/if_link.h).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Ports">How many ports it has.</param>
/// <param name="ActorKey">The key of this side.</param>
/// <param name="PartnerKey">The key of the other side.</param>
/// <param name="PartnerAddress">The hardware address of the other side.</param>
public sealed record BondAggregator(int Id, int Ports, int ActorKey, int PartnerKey, PhysicalAddress PartnerAddress)
{
    private const int IFLA_BOND_AD_INFO_AGGREGATOR = 1;
    private const int IFLA_BOND_AD_INFO_NUM_PORTS = 2;
    private const int IFLA_BOND_AD_INFO_ACTOR_KEY = 3;
    private const int IFLA_BOND_AD_INFO_PARTNER_KEY = 4;
    private const int IFLA_BOND_AD_INFO_PARTNER_MAC = 5;

    internal static BondAggregator Read(AttributeReader info) => new(
        info.Find(IFLA_BOND_AD_INFO_AGGREGATOR).Read<ushort>(),
        info.Find(IFLA_BOND_AD_INFO_NUM_PORTS).Read<ushort>(),
        info.Find(IFLA_BOND_AD_INFO_ACTOR_KEY).Read<ushort>(),
        info.Find(IFLA_BOND_AD_INFO_PARTNER_KEY).Read<ushort>(),
        info.Find(IFLA_BOND_AD_INFO_PARTNER_MAC).ReadPhysicalAddress());
}
