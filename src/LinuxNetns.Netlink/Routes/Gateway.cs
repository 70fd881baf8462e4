using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>A gateway: RTA_GATEWAY where its family is the route's, RTA_VIA (struct rtvia) for IPv4 by way of IPv6.</summary>
internal static class Gateway
{
    private const int ViaHeader = 2;

    internal static void Write(ref NetlinkWriter request, IPAddress? gateway, AddressFamily family)
    {
        if (gateway is null || gateway.AddressFamily == family)
        {
            request.Attribute(RouteAttribute.RTA_GATEWAY, gateway);
            return;
        }

        WriteVia(ref request, gateway);
    }

    internal static void WriteVia(ref NetlinkWriter request, IPAddress? gateway)
    {
        if (gateway is null)
        {
            return;
        }

        Span<byte> via = stackalloc byte[ViaHeader + 16];
        ushort kernel = gateway.AddressFamily.ToKernel();
        MemoryMarshal.Write(via, in kernel);
        gateway.TryWriteBytes(via[ViaHeader..], out int length);
        request.Bytes(RouteAttribute.RTA_VIA, via[..(ViaHeader + length)], nameof(gateway));
    }

    /// <summary>The address in an RTA_VIA.</summary>
    internal static ReadOnlySpan<byte> ReadVia(NetlinkAttribute attribute)
    {
        AddressFamily family = AddressFamilyExtensions.FromKernel((byte)attribute.Read<ushort>());
        return family != AddressFamily.Unspecified && attribute.Value.Length == ViaHeader + family.AddressLength()
            ? attribute.Value[ViaHeader..]
            : throw Malformed.Value(attribute.Type, attribute.Value.Length);
    }

    internal static void Check(IPAddress? gateway, AddressFamily family)
    {
        if (gateway is not null)
        {
            _ = gateway.AddressFamily.ToKernel();
            if (family == AddressFamily.InterNetworkV6)
            {
                AddressText.CheckFamily(gateway, family, nameof(gateway));
            }
        }
    }
}
