namespace LinuxNetns.Netlink;

/// <summary>SOCK_* of linux/sock_diag.h and what goes with them.</summary>
internal static class SocketAttribute
{
    internal const int SOCK_DIAG_BY_FAMILY = 20;
    internal const int SOCK_DESTROY = 21;

    internal const byte AF_UNIX = 1;
    internal const byte AF_PACKET = 17;

    internal const byte IPPROTO_TCP = 6;
    internal const byte IPPROTO_UDP = 17;
    internal const byte IPPROTO_UDPLITE = 136;
    internal const byte IPPROTO_RAW = 255;

    internal const int INET_DIAG_MARK = 15;

    internal const int UNIX_DIAG_NAME = 0;
    internal const int UNIX_DIAG_PEER = 2;
    internal const int UNIX_DIAG_RQLEN = 4;
    internal const int UNIX_DIAG_UID = 7;

    /// <summary>UDIAG_SHOW_NAME, _PEER, _RQLEN and _UID.</summary>
    internal const uint UDIAG_SHOW_ALL = 0x01 | 0x04 | 0x10 | 0x40;

    internal const int PACKET_DIAG_INFO = 0;
    internal const int PACKET_DIAG_UID = 5;
    internal const uint PACKET_SHOW_INFO = 1;

    internal const byte NDIAG_PROTO_ALL = 0xff;
}
