using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    // linux/nsfs.h
    internal const nuint NS_GET_USERNS = 0xb701;
    internal const nuint NS_GET_PARENT = 0xb702;
    internal const nuint NS_GET_NSTYPE = 0xb703;
    internal const nuint NS_GET_OWNER_UID = 0xb704;
    internal const nuint NS_GET_ID = 0x8008b70d;
    // linux/sockios.h
    internal const nuint SIOCGSKNS = 0x894c;
    // linux/pidfd.h
    internal const nuint PIDFD_GET_NET_NAMESPACE = 0xff04;

    /// <summary>ioctl(2)</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static unsafe partial int Ioctl(int fd, nuint request, void* argument);
}
