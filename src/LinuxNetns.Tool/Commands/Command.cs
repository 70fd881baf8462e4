namespace LinuxNetns.Tool;

/// <summary>A command: its whole name, what runs it, and whether its first word is a name, which is checked before anything else as ip does.</summary>
/// <param name="Name">The name; any prefix of it will do.</param>
/// <param name="Run">Runs it with the words after the name and returns the exit code.</param>
/// <param name="HasOptions">Whether words that begin with two dashes are options of its own.</param>
internal readonly record struct Command(string Name, Func<CommandContext, string[], int> Run, bool HasOptions = false);
