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

    /// <summary>Where the address starts.</summary>
    internal const int AddressOffset = 8;

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

    /// <summary>Bytes of the address; 0 where it is of a kind that is not known here.</summary>
    internal readonly int AddressLength => BinaryPrimitives.ReverseEndianness(Protocol) switch
    {
        0 => 6,
        ETH_P_IP => 4,
        ETH_P_IPV6 => 16,
        _ => 0,
    };

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
}
