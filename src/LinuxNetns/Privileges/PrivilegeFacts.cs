using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What was read and tried, before anything is concluded from it.</summary>
internal sealed record PrivilegeFacts
{
    internal ulong Capabilities { get; init; }

    internal bool InUserNamespace { get; init; }

    internal bool SeccompFilter { get; init; }

    internal string? AppArmorProfile { get; init; }

    internal bool AppArmorRestrictsUserNamespaces { get; init; }

    internal bool SELinuxEnforcing { get; init; }

    internal bool SysIsReadOnly { get; init; }

    internal long? NamespaceLimit { get; init; }

    internal int NamespacesSeen { get; init; }

    /// <summary>errno of each attempt; None where it worked.</summary>
    internal Errno Create { get; init; }

    internal Errno Name { get; init; }

    internal string NamePath { get; init; } = "";

    internal Errno Enter { get; init; }

    internal bool HasKernelId { get; init; }

    internal bool HasPidfdNamespace { get; init; }
}
