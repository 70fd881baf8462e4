namespace LinuxNetns;

/// <summary>What a command sees as <c>/sys</c>. A sysfs shows the network devices of the namespace it was mounted in.</summary>
public enum SysfsMode
{
    /// <summary>The namespace's own where the kernel allows it; else what is there. It is refused in a user namespace that does not own the network namespace.</summary>
    BestEffort,

    /// <summary>The namespace's own; a failure if that is refused. What <c>ip netns exec</c> does.</summary>
    Remount,

    /// <summary>Left alone: the caller's, with the caller's devices.</summary>
    None,
}
