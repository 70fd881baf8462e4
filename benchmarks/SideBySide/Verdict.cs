namespace LinuxNetns.SideBySide;

/// <summary>The ratio that a target asks for, as it was. Missed only where all but a quarter of the rounds missed it.</summary>
internal sealed record Verdict(Target Target, Spread Ratio)
{
    public bool IsMet => Ratio.Median <= Target.Ratio;

    public bool IsMissed => Ratio.Low > Target.Ratio;
}
