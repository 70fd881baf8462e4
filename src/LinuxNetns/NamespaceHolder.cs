namespace LinuxNetns;

/// <summary>Something that keeps a network namespace alive.</summary>
public sealed record NamespaceHolder
{
    /// <summary>What it is.</summary>
    public required NamespaceHolderKind Kind { get; init; }

    /// <summary>The process it belongs to; for a mount, one process in that mount namespace.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The thread that is inside; of a descriptor or socket, the thread whose own table it is in (<c>CLONE_FILES</c>, unshare(2)), null where that is its process's; null for other kinds.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The number of the descriptor or socket; null for other kinds.</summary>
    public int? Descriptor { get; init; }

    /// <summary>The mount point, as that process sees it; null for other kinds.</summary>
    public string? MountPoint { get; init; }

    /// <summary>The process's command name (<c>/proc/PID/comm</c>), as the process wrote it; null once it has ended.</summary>
    public string? Command { get; init; }

    /// <summary>A line for people: <c>process 1234 (nginx)</c>, <c>descriptor 7 of process 12 (sshd)</c>.</summary>
    /// <returns>The text: one line, with a question mark for every control character that the command's name or the path holds.</returns>
    public override string ToString()
    {
        string process = Command is null ? $"process {ProcessId}" : $"process {ProcessId} ({Printable(Command)})";
        return Kind switch
        {
            NamespaceHolderKind.Process => process,
            NamespaceHolderKind.Thread => $"thread {ThreadId} of {process}",
            NamespaceHolderKind.Descriptor => $"descriptor {Descriptor} of {Table(process)}",
            NamespaceHolderKind.Socket => $"socket {Descriptor} of {Table(process)}",
            NamespaceHolderKind.Mount => $"mount {Printable(MountPoint)} in the mount namespace of {process}",
            _ => $"{Kind} of {process}",
        };
    }

    private string Table(string process) => ThreadId is null ? process : $"thread {ThreadId} of {process}";

    /// <summary>Both are chosen by whoever runs the process, and may hold what a terminal obeys.</summary>
    private static string Printable(string? text) => string.Create(text?.Length ?? 0, text, static (plain, text) =>
    {
        for (int i = 0; i < plain.Length; i++)
            plain[i] = char.IsControl(text![i]) ? '?' : text[i];
    });
}
