namespace LinuxNetns.Netlink;

/// <summary>
/// Loss by a Markov chain of four states (<c>loss state</c>, man 8 tc-netem, struct tc_netem_gimodel): 1 a packet passes, 2 it passes within a
/// burst, 3 it is lost within a burst, 4 it is lost alone. All in percent, from 0 to 100.
/// </summary>
public sealed record NetemMarkovLoss : NetemLossModel
{
    private readonly double _p13;
    private readonly double? _p31;
    private readonly double? _p32;
    private readonly double? _p23;
    private readonly double? _p14;

    /// <summary>Describes a model.</summary>
    /// <param name="p13">How likely a burst of losses begins, in percent.</param>
    public NetemMarkovLoss(double p13) => P13 = p13;

    internal NetemMarkovLoss(in NetemMarkovOptions options)
    {
        _p13 = Percentage.FromKernelOrZero(options.P13);
        _p31 = Percentage.FromKernelOrZero(options.P31);
        _p32 = Percentage.FromKernelOrZero(options.P32);
        _p23 = Percentage.FromKernelOrZero(options.P23);
        _p14 = Percentage.FromKernelOrZero(options.P14);
    }

    /// <summary>From 1 to 3: how likely a burst of losses begins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double P13
    {
        get => _p13;
        init => _p13 = Percentage.Check(value, nameof(P13));
    }

    /// <summary>From 3 to 1: how likely the burst ends; null: 100 less <see cref="P13"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? P31
    {
        get => _p31;
        init => _p31 = Percentage.Check(value, nameof(P31));
    }

    /// <summary>From 3 to 2: how likely a packet passes within the burst; null: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? P32
    {
        get => _p32;
        init => _p32 = Percentage.Check(value, nameof(P32));
    }

    /// <summary>From 2 to 3: how likely losses go on after it; null: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? P23
    {
        get => _p23;
        init => _p23 = Percentage.Check(value, nameof(P23));
    }

    /// <summary>From 1 to 4: how likely a single packet is lost; null: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? P14
    {
        get => _p14;
        init => _p14 = Percentage.Check(value, nameof(P14));
    }

    internal NetemMarkovOptions ToKernel() => new()
    {
        P13 = Percentage.ToKernel(P13),
        P31 = Percentage.ToKernel(P31, P13),
        P32 = Percentage.ToKernel(P32),
        P23 = Percentage.ToKernel(P23 ?? 100),
        P14 = Percentage.ToKernel(P14),
    };
}
