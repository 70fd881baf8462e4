using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct br_mdb_entry of linux/if_bridge.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MulticastGroupMessage
{
    private const ushort ETH_P_IP = 0x0800;
    private const ushort ETH_P_IPV6 = 0x86dd;

    internal int Index;
    internal byte State;
    internal MulticastGroupFlags Flags;
    internal ushort VlanId;
    internal uint Address0;
    internal uint Address1;
    internal uint Address2;
    internal uint Address3;

    /// <summary>In network byte order; 0: a hardware address.</summary>
    internal ushort Protocol;

    internal readonly IPAddress? IPAddress => BinaryPrimitives.ReverseEndianness(Protocol) switch
    {
        ETH_P_IP => new IPAddress(Bytes(stackalloc byte[16])[..4]),
        ETH_P_IPV6 => new IPAddress(Bytes(stackalloc byte[16])),
        _ => null,
    };

    internal readonly PhysicalAddress? PhysicalAddress => Protocol == 0 ? new PhysicalAddress(Bytes(stackalloc byte[16])[..6].ToArray()) : null;

    internal void Set(IPAddress? group, PhysicalAddress? hardware)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (group is not null)
        {
            group.TryWriteBytes(bytes, out _);
            Protocol = BinaryPrimitives.ReverseEndianness(group.AddressFamily == AddressFamily.InterNetworkV6 ? ETH_P_IPV6 : ETH_P_IP);
        }
        else
        {
            hardware?.GetAddressBytes().CopyTo(bytes);
        }

        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        (Address0, Address1, Address2, Address3) = (words[0], words[1], words[2], words[3]);
    }

    private readonly Span<byte> Bytes(Span<byte> bytes)
    {
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        (words[0], words[1], words[2], words[3]) = (Address0, Address1, Address2, Address3);
        return bytes;
    }
}
