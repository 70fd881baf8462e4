namespace LinuxNetns.Netlink;

/// <summary>How large a packet counts (<c>overhead</c>, <c>mpu</c>, <c>linklayer</c> of man 8 tc-stab, struct tc_ratespec).</summary>
public readonly record struct PacketSizing
{
    private readonly int? _overhead;
    private readonly int? _minimum;

    /// <summary>Bytes that are added to each packet, 0 to 65535; null: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 65535.</exception>
    public int? Overhead
    {
        get => _overhead;
        init => _overhead = Check(value, nameof(Overhead));
    }

    /// <summary>Bytes that the smallest packet counts as, 0 to 65535 (<c>mpu</c>); null: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 65535.</exception>
    public int? MinimumPacketSize
    {
        get => _minimum;
        init => _minimum = Check(value, nameof(MinimumPacketSize));
    }

    /// <summary>How packets are put on the wire; null: Ethernet.</summary>
    public TrafficLinkLayer? LinkLayer { get; init; }

    internal static PacketSizing FromKernel(in RateSpecification rate)
    {
        var layer = (TrafficLinkLayer)(rate.LinkLayer & TrafficRate.TC_LINKLAYER_MASK);
        return new PacketSizing
        {
            Overhead = rate.Overhead == 0 ? null : rate.Overhead,
            MinimumPacketSize = rate.Mpu == 0 ? null : rate.Mpu,
            LinkLayer = layer is TrafficLinkLayer.Unaware or TrafficLinkLayer.Ethernet ? null : layer,
        };
    }

    /// <summary>How many bytes count as so many: psched_l2t_ns() of the kernel backwards.</summary>
    internal long Less(long counted) =>
        Math.Max(0, (LinkLayer == TrafficLinkLayer.Atm ? counted / TrafficRate.AtmCell * TrafficRate.AtmPayload : counted) - (Overhead ?? 0));

    private static int? Check(int? value, string property) =>
        value is null or (>= 0 and <= ushort.MaxValue) ? value : throw new ArgumentOutOfRangeException(property, value, "It is from 0 to 65535 bytes.");
}
