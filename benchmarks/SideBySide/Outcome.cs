namespace LinuxNetns.SideBySide;

/// <summary>A comparison that was run.</summary>
internal sealed record Outcome(string Path, int Size, string SizeUnit, IReadOnlyList<Standing> Standings, IReadOnlyList<Verdict> Verdicts);
