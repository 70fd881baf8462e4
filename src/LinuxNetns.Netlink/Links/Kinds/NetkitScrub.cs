namespace LinuxNetns.Netlink;

/// <summary>What is taken off a packet that goes to the other end (<c>enum netkit_scrub</c>).</summary>
public enum NetkitScrub : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mark and priority, where the ends are in different network namespaces.</summary>
    Default = 1,
}
