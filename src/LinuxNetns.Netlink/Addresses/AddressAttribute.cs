namespace LinuxNetns.Netlink;

/// <summary>IFA_* of linux/if_addr.h.</summary>
internal static class AddressAttribute
{
    internal const int IFA_ADDRESS = 1;
    internal const int IFA_LOCAL = 2;
    internal const int IFA_LABEL = 3;
    internal const int IFA_BROADCAST = 4;
    internal const int IFA_CACHEINFO = 6;
    internal const int IFA_FLAGS = 8;
    internal const int IFA_RT_PRIORITY = 9;
    internal const int IFA_PROTO = 11;
}
