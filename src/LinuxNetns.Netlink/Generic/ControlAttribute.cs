namespace LinuxNetns.Netlink;

/// <summary>CTRL_* of linux/genetlink.h: the family that knows the others.</summary>
internal static class ControlAttribute
{
    internal const int GENL_ID_CTRL = 16;

    internal const byte CTRL_CMD_NEWFAMILY = 1;
    internal const byte CTRL_CMD_GETFAMILY = 3;

    internal const int CTRL_ATTR_FAMILY_ID = 1;
    internal const int CTRL_ATTR_FAMILY_NAME = 2;
    internal const int CTRL_ATTR_VERSION = 3;
    internal const int CTRL_ATTR_HDRSIZE = 4;
    internal const int CTRL_ATTR_MAXATTR = 5;
    internal const int CTRL_ATTR_MCAST_GROUPS = 7;

    internal const int CTRL_ATTR_MCAST_GRP_NAME = 1;
    internal const int CTRL_ATTR_MCAST_GRP_ID = 2;

    /// <summary>GENL_NAMSIZ less the NUL.</summary>
    internal const int MaxNameBytes = 15;
}
