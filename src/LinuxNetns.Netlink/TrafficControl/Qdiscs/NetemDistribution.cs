using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>How random delays are spread: a table of the inverse distribution, in parts of 1/8192 of the jitter (TCA_NETEM_DELAY_DIST, NETEM_DIST_SCALE).</summary>
public sealed class NetemDistribution
{
    private const int NETEM_DIST_MAX = 16384;
    private const int NETEM_DIST_SCALE = 8192;
    private const int NormalEntries = 4096;

    private static readonly Lazy<NetemDistribution> s_normal = new(() => new NetemDistribution(MakeNormal()));

    private readonly short[] _table;

    private NetemDistribution(short[] table) => _table = table;

    /// <summary>The normal distribution, cut off at four times the jitter.</summary>
    public static NetemDistribution Normal => s_normal.Value;

    /// <summary>The values, in parts of 1/8192 of the jitter.</summary>
    public ReadOnlySpan<short> Values => _table;

    /// <summary>A distribution of one's own.</summary>
    /// <param name="values">1 to 16384 values, in parts of 1/8192 of the jitter; each is as likely as any other.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static NetemDistribution FromValues(ReadOnlySpan<short> values) => values.Length is > 0 and <= NETEM_DIST_MAX
        ? new NetemDistribution(values.ToArray())
        : throw new ArgumentException($"A distribution has 1 to {NETEM_DIST_MAX} values, not {values.Length}.", nameof(values));

    /// <summary>Reads a table as <c>tc</c> has them: numbers, and comments from <c>#</c> to the end of the line.</summary>
    /// <param name="path">The file: <c>/usr/lib/tc/pareto.dist</c>, …</param>
    /// <exception cref="FormatException">It holds something else than numbers.</exception>
    /// <exception cref="ArgumentException">It holds none, or too many.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NetemDistribution Load(string path)
    {
        var values = new List<short>();
        foreach (string line in File.ReadLines(path))
        {
            foreach (string word in line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
                {
                    throw new FormatException($"\"{word}\" in \"{path}\" is no number of a distribution table.");
                }

                // As an assignment to short does in tc: experimental.dist has 32768.
                values.Add(unchecked((short)value));
            }
        }

        return FromValues(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
    }

    private static short[] MakeNormal()
    {
        var table = new short[NormalEntries];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = (short)Math.Clamp(Math.Round(Quantile((i + 0.5) / NormalEntries) * NETEM_DIST_SCALE), short.MinValue, short.MaxValue);
        }

        return table;
    }

    /// <summary>The inverse of the normal distribution: formula 26.2.23 of Abramowitz and Stegun, error below 0.00045.</summary>
    private static double Quantile(double p)
    {
        double t = Math.Sqrt(-2 * Math.Log(Math.Min(p, 1 - p)));
        double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return p < 0.5 ? -x : x;
    }
}
