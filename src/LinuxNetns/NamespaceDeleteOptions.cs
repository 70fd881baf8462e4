using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>How to delete a name. The defaults are those of <c>ip netns delete</c>: the name goes at once, the namespace with its last user.</summary>
public sealed class NamespaceDeleteOptions
{
    /// <summary>Refuse, with a <see cref="NamespaceInUseException"/> that names the holders, while processes, descriptors, sockets or other mounts keep the namespace.</summary>
    /// <value>Default: false, as <c>ip</c>, which never refuses. What begins to use it during the check is not seen.</value>
    public bool RefuseWhileInUse { get; init; }

    /// <summary>Return only when the kernel has begun to free the namespace (it announces that with RTM_DELNSID).</summary>
    /// <value>Default: false.</value>
    public bool WaitUntilDestroyed { get; init; }

    /// <summary>How long to wait.</summary>
    /// <value>Default: 30 seconds. After that the name is gone, and a <see cref="NamespaceInUseException"/> says who keeps the namespace.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Move network cards that the kernel would throw back into the initial namespace, possibly renamed, to the caller's namespace first.</summary>
    /// <value>
    /// Default: false. A card whose name is taken there becomes dev0, dev1, …; a wireless one is left to the kernel, which saves it with its radio. Where one cannot be moved
    /// (a <see cref="NetlinkException"/>), nothing is deleted, and those before it stay with the caller.
    /// </value>
    public bool EvacuatePhysicalLinks { get; init; }

    /// <summary>Report in <see cref="NamespaceDeletion.Holders"/> who keeps the namespace after its name is gone.</summary>
    /// <value>Default: false; it costs a scan of the host.</value>
    public bool Explain { get; init; }
}
