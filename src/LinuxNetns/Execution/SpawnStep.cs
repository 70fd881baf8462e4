namespace LinuxNetns;

/// <summary>The steps of starting a command, in their order; the one that failed names the error.</summary>
internal enum SpawnStep
{
    /// <summary>mount --make-rslave /: what is mounted for the command stays with it.</summary>
    Propagation,

    /// <summary>mount(2) of /sys.</summary>
    Sysfs,

    /// <summary>One of <see cref="SpawnState.Mounts"/>.</summary>
    Mount,

    /// <summary>Making one of them read-only.</summary>
    ReadOnly,

    /// <summary>setgroups(2)</summary>
    Groups,

    /// <summary>setresgid(2)</summary>
    Group,

    /// <summary>setresuid(2)</summary>
    User,

    /// <summary>chdir(2)</summary>
    Directory,

    /// <summary>execve(2) of the command.</summary>
    Execute,

    /// <summary>Nothing failed.</summary>
    Done,
}
