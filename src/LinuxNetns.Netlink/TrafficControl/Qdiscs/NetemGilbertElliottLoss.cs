namespace LinuxNetns.Netlink;

/// <summary>Loss by a chain of two states, good and bad (<c>loss gemodel</c>, man 8 tc-netem, struct tc_netem_gemodel). All in percent, from 0 to 100.</summary>
public sealed record NetemGilbertElliottLoss : NetemLossModel
{
    private readonly double _goodToBad;
    private readonly double? _badToGood;
    private readonly double? _lossInBad;
    private readonly double? _lossInGood;

    /// <summary>Describes a model.</summary>
    /// <param name="goodToBad">How likely the good state turns bad, in percent (<c>p</c>).</param>
    public NetemGilbertElliottLoss(double goodToBad) => GoodToBad = goodToBad;

    internal NetemGilbertElliottLoss(in NetemGilbertElliottOptions options)
    {
        _goodToBad = Percentage.FromKernelOrZero(options.P);
        _badToGood = Percentage.FromKernelOrZero(options.R);
        _lossInBad = Percentage.FromKernelOrZero(uint.MaxValue - options.H);
        _lossInGood = Percentage.FromKernelOrZero(options.K1);
    }

    /// <summary>How likely the good state turns bad (<c>p</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double GoodToBad
    {
        get => _goodToBad;
        init => _goodToBad = Percentage.Check(value, nameof(GoodToBad));
    }

    /// <summary>How likely the bad state turns good (<c>r</c>); null: 100 less <see cref="GoodToBad"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? BadToGood
    {
        get => _badToGood;
        init => _badToGood = Percentage.Check(value, nameof(BadToGood));
    }

    /// <summary>How likely a packet is lost in the bad state (<c>1-h</c>); null: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? LossInBad
    {
        get => _lossInBad;
        init => _lossInBad = Percentage.Check(value, nameof(LossInBad));
    }

    /// <summary>How likely a packet is lost in the good state (<c>1-k</c>); null: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? LossInGood
    {
        get => _lossInGood;
        init => _lossInGood = Percentage.Check(value, nameof(LossInGood));
    }

    internal NetemGilbertElliottOptions ToKernel() => new()
    {
        P = Percentage.ToKernel(GoodToBad),
        R = Percentage.ToKernel(BadToGood, GoodToBad),
        H = uint.MaxValue - Percentage.ToKernel(LossInBad ?? 100),
        K1 = Percentage.ToKernel(LossInGood),
    };
}
