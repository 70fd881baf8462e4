namespace LinuxNetns.SideBySide;

/// <summary>A ratio to stay under, taken round by round; of processor time where other work of the machine would blur the clock's.</summary>
internal sealed record Target(string Ours, string Theirs, double Ratio, bool OfCpu = false);
