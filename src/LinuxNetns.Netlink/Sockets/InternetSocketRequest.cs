using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct inet_diag_req_v2, linux/inet_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InternetSocketRequest
{
    internal byte Family;
    internal byte Protocol;
    internal byte Extensions;
    internal byte Pad;
    internal uint States;
    internal InternetSocketId Id;
}
