namespace LinuxNetns;

/// <summary>Where a standard stream of a command goes.</summary>
public enum StandardStreamMode
{
    /// <summary><see cref="Inherited"/> for <see cref="NetworkNamespace.StartProcess"/>; for <see cref="NetworkNamespace.ExecAsync"/> nothing to read, and output that is captured.</summary>
    Default,

    /// <summary>This process's own.</summary>
    Inherited,

    /// <summary>A pipe: <see cref="NamespaceProcess.StandardOutput"/> and its like; captured by <see cref="NetworkNamespace.ExecAsync"/>.</summary>
    Piped,

    /// <summary><c>/dev/null</c>.</summary>
    Null,
}
