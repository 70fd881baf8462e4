namespace LinuxNetns.Tool;

/// <summary>A command.</summary>
/// <param name="Name">The name; any prefix of it will do.</param>
/// <param name="Run">Runs it with the words after the name and returns the exit code.</param>
/// <param name="HasOptions">Whether words that begin with two dashes are options of its own.</param>
internal readonly record struct Command(string Name, Func<CommandContext, string[], int> Run, bool HasOptions = false);
