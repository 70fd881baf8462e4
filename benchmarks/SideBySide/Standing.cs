namespace LinuxNetns.SideBySide;

/// <summary>How a contestant did, in nanoseconds an operation.</summary>
internal sealed record Standing(string Name, Spread Wall, Spread Cpu);
