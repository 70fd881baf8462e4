namespace LinuxNetns.SideBySide;

/// <summary>How a cost grows with the size: the exponent, by least squares through the logarithms.</summary>
internal static class Growth
{
    /// <param name="points">Sizes and costs.</param>
    /// <returns>0 for what is flat, 1 for what is linear; null of fewer than two sizes.</returns>
    internal static double? ExponentOf(IReadOnlyList<(int Size, double Cost)> points)
    {
        if (points.Select(point => point.Size).Distinct().Count() < 2)
            return null;
        (double X, double Y)[] logarithms = [.. points.Select(point => (Math.Log(point.Size), Math.Log(point.Cost)))];
        double x = logarithms.Average(point => point.X), y = logarithms.Average(point => point.Y);
        return logarithms.Sum(point => (point.X - x) * (point.Y - y)) / logarithms.Sum(point => (point.X - x) * (point.X - x));
    }
}
