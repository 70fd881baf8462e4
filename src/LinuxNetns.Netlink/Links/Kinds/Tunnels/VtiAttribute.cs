namespace LinuxNetns.Netlink;

/// <summary>IFLA_VTI_* of linux/if_tunnel.h.</summary>
internal static class VtiAttribute
{
    internal const int IFLA_VTI_LINK = 1;
    internal const int IFLA_VTI_IKEY = 2;
    internal const int IFLA_VTI_OKEY = 3;
    internal const int IFLA_VTI_LOCAL = 4;
    internal const int IFLA_VTI_REMOTE = 5;
    internal const int IFLA_VTI_FWMARK = 6;

    internal static TunnelAttributes Numbers { get; } = new()
    {
        Link = IFLA_VTI_LINK,
        Local = IFLA_VTI_LOCAL,
        Remote = IFLA_VTI_REMOTE,
        Mark = IFLA_VTI_FWMARK,
    };
}
