using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Four bytes of a packet, behind a mask, and what they must be (struct tc_u32_key, linux/pkt_cls.h).</summary>
/// <param name="Offset">Where they are: bytes from the network header.</param>
/// <param name="Mask">The bits that count, the first byte uppermost.</param>
/// <param name="Value">What those bits must be.</param>
/// <param name="OffsetMask">−1: the offset counts from the transport header that an earlier rule found (<c>nexthdr+</c>); else 0.</param>
public readonly record struct U32Key(int Offset, uint Mask, uint Value, int OffsetMask = 0)
{
    /// <summary>Keys for an IPv4 or IPv6 header and the ports behind one without options, as <c>tc</c>'s <c>match ip</c> and <c>match ip6</c> make them.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="source">Where packets come from.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="protocol">The protocol above: 6 is TCP, 17 UDP.</param>
    /// <param name="sourcePort">The port that they come from.</param>
    /// <param name="destinationPort">The port that they go to.</param>
    /// <exception cref="ArgumentException">A network is of another family.</exception>
    public static IReadOnlyList<U32Key> Match(
        AddressFamily family, IPNetwork? source = null, IPNetwork? destination = null, byte? protocol = null, ushort? sourcePort = null, ushort? destinationPort = null)
    {
        bool v6 = family.ToKernel() == AddressFamilyExtensions.AF_INET6;
        var keys = new List<U32Key>();
        AddNetwork(keys, v6 ? 8 : 12, source, family, nameof(source));
        AddNetwork(keys, v6 ? 24 : 16, destination, family, nameof(destination));
        if (protocol is byte number)
        {
            keys.Add(v6 ? new U32Key(4, 0xff00, (uint)number << 8) : new U32Key(8, 0xff0000, (uint)number << 16));
        }

        if ((sourcePort ?? destinationPort) is not null)
        {
            uint mask = (sourcePort is null ? 0 : 0xffff0000) | (destinationPort is null ? 0 : 0xffffu);
            keys.Add(new U32Key(v6 ? 40 : 20, mask, ((uint)(sourcePort ?? 0) << 16) | (destinationPort ?? 0u)));
        }

        return keys;
    }

    private static void AddNetwork(List<U32Key> keys, int offset, IPNetwork? network, AddressFamily family, string parameter)
    {
        if (network is not IPNetwork there)
        {
            return;
        }

        if (there.BaseAddress.AddressFamily != family)
        {
            throw new ArgumentException($"{there} is of another family.", parameter);
        }

        byte[] address = there.BaseAddress.GetAddressBytes();
        for (int bits = there.PrefixLength, at = 0; bits > 0; bits -= 32, at += 4)
        {
            uint mask = bits >= 32 ? uint.MaxValue : ~(uint.MaxValue >> bits);
            keys.Add(new U32Key(offset + at, mask, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.AsSpan(at)) & mask));
        }
    }
}
