using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>What .NET's enumerations of sockets are to the kernel.</summary>
internal static partial class Interop
{
    internal const int AF_UNSPEC = 0;
    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;
    internal const int AF_PACKET = 17;
    internal const int AF_CAN = 29;
    internal const int IPPROTO_IP = 0;
    internal const int IP_RECVERR = 11;
    internal const int IPPROTO_IPV6 = 41;
    internal const int IPV6_RECVERR = 25;

    /// <exception cref="ArgumentOutOfRangeException">The family has no number on Linux that .NET knows.</exception>
    internal static int ToKernel(AddressFamily family) => family switch
    {
        AddressFamily.Unspecified => AF_UNSPEC,
        AddressFamily.Unix => AF_UNIX,
        AddressFamily.InterNetwork => AF_INET,
        AddressFamily.InterNetworkV6 => AF_INET6,
        AddressFamily.Packet => AF_PACKET,
        AddressFamily.ControllerAreaNetwork => AF_CAN,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Linux has no such address family; the overload with numbers takes any."),
    };
}
