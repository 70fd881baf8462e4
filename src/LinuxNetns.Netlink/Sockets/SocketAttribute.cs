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

    internal const uint UDIAG_SHOW_NAME = 0x01;
    internal const uint UDIAG_SHOW_PEER = 0x04;
    internal const uint UDIAG_SHOW_RQLEN = 0x10;
    internal const uint UDIAG_SHOW_UID = 0x40;

    internal const int PACKET_DIAG_INFO = 0;
    internal const int PACKET_DIAG_UID = 5;
    internal const uint PACKET_SHOW_INFO = 1;

    internal const byte NDIAG_PROTO_ALL = 0xff;
}
