using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    /// <summary>bind(2) of a netlink address.</summary>
    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeHandle socket, in SockaddrNl address, uint length);

    /// <summary>struct sockaddr_nl, netlink(7).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockaddrNl
    {
        internal const int Size = 12;

        internal ushort Family;
        internal ushort Pad;
        internal uint PortId;
        internal uint Groups;
    }
}
