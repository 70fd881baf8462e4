namespace LinuxNetns.SideBySide;

/// <summary>One way to do it. Without a measure it is not there to be measured; a slow one runs in every third round.</summary>
internal sealed record Contestant(string Name, Func<Cost>? Measure, bool IsSlow = false);
