namespace LinuxNetns;

/// <summary>A file or directory that a command sees in the place of another.</summary>
/// <param name="Source">What is shown, with what is mounted below it: an absolute path.</param>
/// <param name="Target">Where: an absolute path of something that exists, a file for a file, a directory for a directory.</param>
/// <param name="ReadOnly">Whether the command may only read it. What is mounted below <paramref name="Source"/> keeps its own mode.</param>
public sealed record BindMount(string Source, string Target, bool ReadOnly = false);
