using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinuxNetns.Netlink;

/// <summary>Keys, endpoints, times and addresses as linux/wireguard.h has them.</summary>
internal static class WireGuardCodec
{
    /// <summary>struct sockaddr_in and struct sockaddr_in6.</summary>
    private const int AddressSize = 16;
    private const int Address6Size = 28;

    internal static WireGuardKey ReadKey(in NetlinkAttribute attribute) =>
        attribute.Value.Length == WireGuardKey.Length ? new WireGuardKey(attribute.Value) : throw Malformed.Value(attribute.Type, attribute.Value.Length);

    internal static void Write(ref NetlinkWriter request, int type, WireGuardKey? value, string name)
    {
        if (value is WireGuardKey key)
        {
            Span<byte> bytes = stackalloc byte[WireGuardKey.Length];
            key.CopyTo(bytes);
            request.Bytes(type, bytes, name);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    internal static IPEndPoint? ReadEndpoint(in NetlinkAttribute attribute)
    {
        ReadOnlySpan<byte> value = attribute.Value;
        switch (attribute.Read<ushort>())
        {
            case AddressFamilyExtensions.AF_INET when value.Length >= AddressSize:
                return new IPEndPoint(new IPAddress(value.Slice(4, 4)), BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
            case AddressFamilyExtensions.AF_INET6 when value.Length >= Address6Size:
                var address = new IPAddress(value.Slice(8, 16), MemoryMarshal.Read<uint>(value[24..]));
                return new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
            default:
                throw Malformed.Value(attribute.Type, value.Length);
        }
    }

    internal static void Write(ref NetlinkWriter request, int type, IPEndPoint? endpoint, string name)
    {
        if (endpoint is null)
        {
            return;
        }

        bool is6 = endpoint.AddressFamily == AddressFamily.InterNetworkV6;
        Span<byte> bytes = stackalloc byte[is6 ? Address6Size : AddressSize];
        bytes.Clear();
        ushort family = is6 ? AddressFamilyExtensions.AF_INET6 : AddressFamilyExtensions.AF_INET;
        MemoryMarshal.Write(bytes, in family);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)endpoint.Port);
        endpoint.Address.TryWriteBytes(bytes[(is6 ? 8 : 4)..], out _);
        if (is6)
        {
            uint scope = (uint)endpoint.Address.ScopeId;
            MemoryMarshal.Write(bytes[24..], in scope);
        }

        request.Bytes(type, bytes, name);
    }

    /// <summary>struct __kernel_timespec; all zeros is never.</summary>
    internal static DateTimeOffset? ReadTime(in NetlinkAttribute attribute)
    {
        long seconds = attribute.Read<long>();
        long nanoseconds = attribute.Value.Length >= 2 * sizeof(long)
            ? MemoryMarshal.Read<long>(attribute.Value[sizeof(long)..])
            : throw Malformed.Value(attribute.Type, attribute.Value.Length);
        if (seconds == 0 && nanoseconds == 0)
        {
            return null;
        }

        // Beyond what a date can be is beyond what a clock can be.
        return seconds is < 0 or > 253_402_300_799 || nanoseconds is < 0 or > 999_999_999
            ? throw Malformed.Value(attribute.Type, attribute.Value.Length)
            : DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / 100);
    }

    internal static void Read(AttributeReader list, List<IPNetwork> networks)
    {
        while (list.TryRead(out NetlinkAttribute item))
        {
            NetlinkAttribute length = item.Nested.Find(WireGuardAttribute.WGALLOWEDIP_A_CIDR_MASK);
            networks.Add(length.ReadNetwork(item.Nested.Find(WireGuardAttribute.WGALLOWEDIP_A_IPADDR), length.Read<byte>()));
        }
    }

    internal static void Write(ref NetlinkWriter request, IPNetwork network)
    {
        int item = request.BeginNested(0);
        request.Attribute(WireGuardAttribute.WGALLOWEDIP_A_FAMILY, (ushort)network.BaseAddress.AddressFamily.ToKernel(), nameof(WireGuardPeer.AllowedIPs));
        request.Attribute(WireGuardAttribute.WGALLOWEDIP_A_IPADDR, network.BaseAddress, nameof(WireGuardPeer.AllowedIPs));
        request.Attribute(WireGuardAttribute.WGALLOWEDIP_A_CIDR_MASK, (byte)network.PrefixLength, nameof(WireGuardPeer.AllowedIPs));
        request.EndNested(item);
    }
}
