using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Concludes from facts what works, and names the exact obstacle where something does not.</summary>
internal static class PrivilegeRules
{
    internal static NetnsPrivileges Conclude(PrivilegeFacts facts) => new()
    {
        Features =
        [
            Attempt(facts, NetnsFeature.Create, facts.Create, "unshare(CLONE_NEWNET)"),
            Attempt(facts, NetnsFeature.Name, facts.Name, $"a bind mount in {facts.NamePath}"),
            Attempt(facts, NetnsFeature.Enter, facts.Enter, "setns"),
            Configure(facts),
            Sysfs(facts),
            Inspect(facts),
            new(NetnsFeature.KernelIds, facts.HasKernelId, facts.HasKernelId ? null : "this kernel gives namespaces no number of their own; device and inode are used, which are recycled", facts.HasKernelId ? null : "Linux 5.14 or later"),
            new(NetnsFeature.ProcessDescriptors, facts.HasPidfdNamespace, facts.HasPidfdNamespace ? null : "this kernel cannot give a namespace by pidfd; /proc/PID/ns/net is opened and the process checked afterwards", facts.HasPidfdNamespace ? null : "Linux 6.9 or later"),
        ],
        NamespaceLimit = facts.NamespaceLimit,
        NamespacesSeen = facts.NamespacesSeen,
        InUserNamespace = facts.InUserNamespace,
    };

    private static NetnsPrivilege Attempt(PrivilegeFacts facts, NetnsFeature feature, Errno errno, string what)
    {
        if (errno == Errno.None)
            return new NetnsPrivilege(feature, Works: true);
        (string reason, string? remedy) = Explain(facts, errno);
        return new NetnsPrivilege(feature, Works: false, $"{what}: {Interop.Describe(errno)}: {reason}", remedy);
    }

    private static (string Reason, string? Remedy) Explain(PrivilegeFacts facts, Errno errno)
    {
        string limit = facts.NamespaceLimit?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
        if (errno == Errno.ENOSPC)
            return ($"user.max_net_namespaces is {limit}, and at least {facts.NamespacesSeen} exist", "sysctl -w user.max_net_namespaces=N, or delete namespaces");
        if (errno == Errno.ENOSYS)
            return (facts.SeccompFilter ? "a seccomp filter hides the call" : "the kernel lacks the call", facts.SeccompFilter ? "allow it in the container's seccomp profile" : null);
        if (errno == Errno.EROFS)
            return ("the file system is read-only", "name another directory in LinuxNetnsOptions.RunDirectory");
        if (errno is not (Errno.EPERM or Errno.EACCES))
            return ("the kernel gives no other reason", null);
        if (errno == Errno.EACCES && facts.InUserNamespace)
            return ("the directory belongs to a user who is not mapped here", "set XDG_RUNTIME_DIR, or LinuxNetnsOptions.RunDirectory, to a directory of your own");
        if (!Has(facts, Capability.SysAdmin))
        {
            return facts.AppArmorRestrictsUserNamespaces
                ? ("CAP_SYS_ADMIN is missing, and AppArmor restricts user namespaces here", "run as root, or sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, then: " + NetnsPrivileges.RootlessCommand)
                : ("CAP_SYS_ADMIN is missing", "run as root, or: " + NetnsPrivileges.RootlessCommand);
        }

        if (facts.AppArmorProfile is { } profile)
            return ($"CAP_SYS_ADMIN is there; the AppArmor profile {profile} may refuse it", "run unconfined, or allow mount and setns in the profile");
        if (facts.SELinuxEnforcing)
            return ("CAP_SYS_ADMIN is there; SELinux is enforcing and may refuse it", "look for a denial: ausearch -m avc -ts recent");
        if (facts.SeccompFilter)
            return ("CAP_SYS_ADMIN is there; a seccomp filter refuses the call", "allow it in the container's seccomp profile");
        return facts.InUserNamespace
            ? ("CAP_SYS_ADMIN holds only in this user namespace, and what was asked for belongs to another", "work on namespaces made here, in a mount namespace made here: " + NetnsPrivileges.RootlessCommand)
            : ("CAP_SYS_ADMIN is there; something else refuses it", null);
    }

    private static NetnsPrivilege Configure(PrivilegeFacts facts) => Has(facts, Capability.NetAdmin)
        ? new NetnsPrivilege(NetnsFeature.Configure, Works: true, facts.InUserNamespace ? "in namespaces that this user namespace owns" : null)
        : new NetnsPrivilege(NetnsFeature.Configure, Works: false, "CAP_NET_ADMIN is missing", "run as root, or: " + NetnsPrivileges.RootlessCommand);

    private static NetnsPrivilege Sysfs(PrivilegeFacts facts)
    {
        if (!Has(facts, Capability.SysAdmin))
            return new NetnsPrivilege(NetnsFeature.RemountSysfs, Works: false, "CAP_SYS_ADMIN is missing", "run as root, or use SysfsMode.None");
        return facts.SysIsReadOnly
            ? new NetnsPrivilege(NetnsFeature.RemountSysfs, Works: true, "/sys is read-only here, so a command's own is too")
            : new NetnsPrivilege(NetnsFeature.RemountSysfs, Works: true, facts.InUserNamespace ? "only for network namespaces that this user namespace owns" : null);
    }

    private static NetnsPrivilege Inspect(PrivilegeFacts facts) => Has(facts, Capability.SysPtrace) && !facts.InUserNamespace
        ? new NetnsPrivilege(NetnsFeature.InspectProcesses, Works: true)
        : new NetnsPrivilege(
            NetnsFeature.InspectProcesses,
            Works: false,
            facts.InUserNamespace ? "CAP_SYS_PTRACE does not reach beyond this user namespace: others' processes are counted as denied" : "CAP_SYS_PTRACE is missing: others' processes are counted as denied",
            "run as root");

    private static bool Has(PrivilegeFacts facts, Capability capability) => (facts.Capabilities & (1UL << (int)capability)) != 0;
}
