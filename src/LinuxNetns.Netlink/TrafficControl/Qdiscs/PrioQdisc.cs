namespace LinuxNetns.Netlink;

/// <summary>Bands, each a class of its own (<c>1:1</c> is the first): a later one sends only when those before are empty (kind <c>prio</c>, man 8 tc-prio, struct tc_prio_qopt).</summary>
public sealed record PrioQdisc : Qdisc
{
    /// <summary>Of a packet: TC_PRIO_MAX + 1.</summary>
    private const int Priorities = 16;

    private static readonly byte[] s_defaultMap = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>Describes a queueing discipline.</summary>
    /// <param name="device">The device.</param>
    public PrioQdisc(LinkReference device) : base(device, "prio")
    {
    }

    internal PrioQdisc(in TrafficRow row) : base(row)
    {
        Bands = row.Fixed<int>(out _);
        Map = row.Options.Length >= sizeof(int) + Priorities ? row.Options.Slice(sizeof(int), Priorities).ToArray() : default;
    }

    /// <summary>How many bands, 2 to 16; null: three.</summary>
    public int? Bands { get; init; }

    /// <summary>The band, from 0, of each of the sixteen priorities that a packet can have; empty: as <c>tc</c> has it, for three bands.</summary>
    public ReadOnlyMemory<byte> Map { get; init; }

    /// <summary>By value.</summary>
    public bool Equals(PrioQdisc? other) => base.Equals(other) && Bands == other.Bands && Map.Span.SequenceEqual(other.Map.Span);

    /// <summary>Goes with <see cref="Equals(PrioQdisc?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Bands, Map.Length);

    private protected override void Check(Verb verb)
    {
        if (Bands is < 2 or > Priorities)
        {
            throw Invalid.Range(nameof(Bands), Bands, "There are 2 to 16 bands.");
        }

        if (!Map.IsEmpty && (Map.Length != Priorities || Map.Span.IndexOfAnyExceptInRange((byte)0, (byte)((Bands ?? 3) - 1)) >= 0))
        {
            throw Invalid.Property(nameof(Map), $"The map has sixteen bands, each below {Bands ?? 3}.");
        }
    }

    /// <summary>struct tc_prio_qopt: the number of bands, and the map. With two bands the default map has one too many.</summary>
    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        Span<byte> options = stackalloc byte[sizeof(int) + Priorities];
        System.Runtime.InteropServices.MemoryMarshal.Write(options, Bands ?? 3);
        for (int i = 0; i < Priorities; i++)
        {
            options[sizeof(int) + i] = Map.IsEmpty ? Math.Min(s_defaultMap[i], (byte)((Bands ?? 3) - 1)) : Map.Span[i];
        }

        request.Bytes(TrafficAttribute.TCA_OPTIONS, options, nameof(Map));
    }
}
