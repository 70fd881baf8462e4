namespace LinuxNetns;

/// <summary>A mount to make in the command's view, as plain memory.</summary>
internal unsafe struct SpawnMount
{
    internal byte* Source;
    internal byte* Target;

    /// <summary>The file system; null for a bind.</summary>
    internal byte* Type;

    internal nuint Flags;

    /// <summary>Whether to make it read-only once it is bound.</summary>
    internal bool ReadOnly;

    /// <summary>Whether the command starts without it if it fails; <see cref="Errno"/> tells.</summary>
    internal bool Optional;

    /// <summary>What to say on standard error if an optional one fails, up to the kernel's own words; null to say nothing.</summary>
    internal byte* Complaint;

    internal nuint ComplaintLength;

    internal int Errno;
}
