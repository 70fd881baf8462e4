namespace LinuxNetns;

/// <summary>What became of a command in one of many namespaces.</summary>
/// <param name="Name">The namespace.</param>
/// <param name="Result">What the command left; null where it could not be run.</param>
/// <param name="Error">Why it could not be run: the namespace could not be opened or set up, or the command not started.</param>
public sealed record NamespaceExecResult(string Name, CommandResult? Result, NetworkNamespaceException? Error);
