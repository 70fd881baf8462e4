namespace LinuxNetns;

/// <summary>What <see cref="NetnsPrivileges"/> looks into.</summary>
public enum NetnsFeature
{
    /// <summary>Making namespaces: unshare(CLONE_NEWNET).</summary>
    Create,

    /// <summary>Giving them names: a bind mount in the registry directory.</summary>
    Name,

    /// <summary>Entering namespaces made elsewhere: setns(2).</summary>
    Enter,

    /// <summary>Configuring links, addresses and routes: CAP_NET_ADMIN.</summary>
    Configure,

    /// <summary>Giving a command a /sys of its own: mounting sysfs.</summary>
    RemountSysfs,

    /// <summary>Looking into processes of other users: CAP_SYS_PTRACE.</summary>
    InspectProcesses,

    /// <summary>Identity by a number that the kernel never uses again: NS_GET_ID (Linux 6.18) or SO_NETNS_COOKIE (Linux 5.14).</summary>
    KernelIds,

    /// <summary>Opening the namespace of a process by its pidfd: PIDFD_GET_NET_NAMESPACE (Linux 6.9). Without it the process is checked before and after.</summary>
    ProcessDescriptors,
}
