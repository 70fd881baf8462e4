namespace LinuxNetns.SideBySide;

/// <summary>The median of several values, and the quarters below and above which the rest is.</summary>
internal readonly record struct Spread(double Median, double Low, double High)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? new Spread(double.NaN, double.NaN, double.NaN)
            : new Spread(At(sorted, 2), At(sorted, 1), At(sorted, 3));
    }

    private static double At(double[] sorted, int quarters)
    {
        double place = (sorted.Length - 1) * quarters / 4.0;
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + (above - sorted[below]) * (place - below);
    }
}
