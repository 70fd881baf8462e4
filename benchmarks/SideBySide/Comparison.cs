namespace LinuxNetns.SideBySide;

/// <summary>The same work in several ways.</summary>
/// <param name="Path">What is done.</param>
/// <param name="Size">Of how much: the x axis.</param>
/// <param name="SizeUnit">Of what.</param>
/// <param name="Contestants">The ways.</param>
/// <param name="Targets">What must hold.</param>
internal sealed record Comparison(string Path, int Size, string SizeUnit, Contestant[] Contestants, params Target[] Targets)
{
    /// <summary>After each measure: what must have ended before the next.</summary>
    internal Action? Settle { get; init; }
}
