namespace LinuxNetns;

/// <summary>Something that keeps a network namespace alive.</summary>
public sealed record NamespaceHolder
{
    /// <summary>What it is.</summary>
    public required NamespaceHolderKind Kind { get; init; }

    /// <summary>The process it belongs to; for a mount, one process in that mount namespace.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The thread; null where the whole process is meant.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The descriptor's number.</summary>
    public int? Descriptor { get; init; }

    /// <summary>The mount point, as that process sees it.</summary>
    public string? MountPoint { get; init; }

    /// <summary>The process's command name (<c>/proc/PID/comm</c>).</summary>
    public string? Command { get; init; }

    /// <summary>A line for people: <c>process 1234 (nginx)</c>, <c>descriptor 7 of process 12 (sshd)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string process = Command is null ? $"process {ProcessId}" : $"process {ProcessId} ({Command})";
        return Kind switch
        {
            NamespaceHolderKind.Process => process,
            NamespaceHolderKind.Thread => $"thread {ThreadId} of {process}",
            NamespaceHolderKind.Descriptor => $"descriptor {Descriptor} of {process}",
            NamespaceHolderKind.Socket => $"socket {Descriptor} of {process}",
            NamespaceHolderKind.Mount => $"mount {MountPoint} in the mount namespace of {process}",
            _ => $"{Kind} of {process}",
        };
    }
}
