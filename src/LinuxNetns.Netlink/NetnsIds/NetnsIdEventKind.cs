namespace LinuxNetns.Netlink;

/// <summary>What happened to netns ids.</summary>
public enum NetnsIdEventKind
{
    /// <summary>A network namespace got an id (RTM_NEWNSID).</summary>
    Assigned,

    /// <summary>The namespace that had the id is gone: the kernel has freed it (RTM_DELNSID).</summary>
    Removed,

    /// <summary>Events were lost (ENOBUFS): list the ids again and compare.</summary>
    Resync,
}
