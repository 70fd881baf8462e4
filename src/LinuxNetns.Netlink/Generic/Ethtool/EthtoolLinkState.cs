namespace LinuxNetns.Netlink;

/// <summary>What <c>ethtool NAME</c> shows of the link itself.</summary>
public sealed record EthtoolLinkState
{
    /// <summary>There is a link (ETHTOOL_A_LINKSTATE_LINK); null: the driver does not say.</summary>
    public bool? IsDetected { get; internal init; }

    /// <summary>Speed in megabits a second (ETHTOOL_A_LINKMODES_SPEED); null: not known.</summary>
    public long? MegabitsPerSecond { get; internal init; }

    /// <summary>Whether both ends may send at once (ETHTOOL_A_LINKMODES_DUPLEX); null: the driver does not say.</summary>
    public EthtoolDuplex? Duplex { get; internal init; }

    /// <summary>Both ends agree upon the mode by themselves (ETHTOOL_A_LINKMODES_AUTONEG); null: the driver does not say.</summary>
    public bool? AutoNegotiation { get; internal init; }
}
