namespace LinuxNetns.Netlink;

/// <summary>NETNSA_* of linux/net_namespace.h.</summary>
internal static class NetnsIdAttribute
{
    internal const int Id = 1;
    internal const int ProcessId = 2;
    internal const int Descriptor = 3;
    internal const int TargetId = 4;
    internal const int CurrentId = 5;

    /// <summary>NETNSA_NSID_NOT_ASSIGNED.</summary>
    internal const int NotAssigned = -1;
}
