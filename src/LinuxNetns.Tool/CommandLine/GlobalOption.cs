namespace LinuxNetns.Tool;

/// <summary>A global option: its whole name, whether it may not be abbreviated, whether a word follows, and what it does.</summary>
internal readonly record struct GlobalOption(string Name, Action<GlobalOptions, string>? Apply = null, bool TakesValue = false, bool Exact = false);
