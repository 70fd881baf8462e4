using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>.NET numbers address families as Windows does; the kernel has its own numbers.</summary>
internal static class AddressFamilyExtensions
{
    internal const byte AF_UNSPEC = 0;
    internal const byte AF_INET = 2;
    internal const byte AF_BRIDGE = 7;
    internal const byte AF_INET6 = 10;
    internal const byte AF_MPLS = 28;

    /// <summary>Bytes of an address.</summary>
    internal static int AddressLength(this AddressFamily family) => family == AddressFamily.InterNetworkV6 ? 16 : 4;

    /// <summary>Bits of an address: the longest prefix.</summary>
    internal static int AddressBits(this AddressFamily family) => family.AddressLength() * 8;

    /// <summary>AF_INET or AF_INET6; AF_UNSPEC for null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another family.</exception>
    internal static byte ToKernel(this AddressFamily? family) => family switch
    {
        null or AddressFamily.Unspecified => AF_UNSPEC,
        AddressFamily.InterNetwork => AF_INET,
        AddressFamily.InterNetworkV6 => AF_INET6,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Only IPv4 and IPv6 are known here."),
    };

    internal static byte ToKernel(this AddressFamily family) => ToKernel((AddressFamily?)family);

    /// <summary>Whether a filter takes a message of the family: IPv4 or IPv6, and where it names one, that.</summary>
    internal static bool Takes(this AddressFamily? asked, byte family) => family is AF_INET or AF_INET6 && (asked is null || asked == FromKernel(family));

    internal static AddressFamily FromKernel(byte family) => family switch
    {
        AF_INET => AddressFamily.InterNetwork,
        AF_INET6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unspecified,
    };
}
