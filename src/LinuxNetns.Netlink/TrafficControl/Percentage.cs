namespace LinuxNetns.Netlink;

/// <summary>Probabilities: percent for people, parts of 2³² − 1 for the kernel.</summary>
internal static class Percentage
{
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    internal static double? Check(double? percent, string property) =>
        percent is null or (>= 0 and <= 100) ? percent : throw new ArgumentOutOfRangeException(property, percent, "A percentage is from 0 to 100.");

    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    internal static double Check(double percent, string property) => Check((double?)percent, property)!.Value;

    /// <summary>What is missing is what the other leaves of the whole.</summary>
    internal static uint ToKernel(double? percent, double other) => percent is null ? uint.MaxValue - ToKernel(other) : ToKernel(percent);

    internal static uint ToKernel(double? percent) => (uint)Math.Round((percent ?? 0) / 100 * uint.MaxValue);

    /// <summary>As <see cref="FromKernel"/>, and none is 0.</summary>
    internal static double FromKernelOrZero(uint value) => FromKernel(value) ?? 0;

    /// <summary>The shortest number that the kernel would keep as this; null for none.</summary>
    internal static double? FromKernel(uint value)
    {
        if (value == 0)
        {
            return null;
        }

        double exact = value * 100.0 / uint.MaxValue;
        for (int digits = 0; digits < 12; digits++)
        {
            double rounded = Math.Round(exact, digits);
            if (ToKernel(rounded) == value)
            {
                return rounded;
            }
        }

        return exact;
    }
}
