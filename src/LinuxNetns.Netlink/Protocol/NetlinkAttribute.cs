using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>One attribute: a type and its value's bytes.</summary>
internal readonly ref struct NetlinkAttribute
{
    internal readonly int Type;
    internal readonly ReadOnlySpan<byte> Value;

    internal NetlinkAttribute(int type, ReadOnlySpan<byte> value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>The attributes inside.</summary>
    internal AttributeReader Nested => new(Value);

    /// <summary>The value as a number; a longer one keeps its first bytes, as with nla_get_u32().</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Read<T>()
        where T : unmanaged
        => Value.Length >= Unsafe.SizeOf<T>() ? MemoryMarshal.Read<T>(Value) : throw Malformed.Value(Type, Value.Length);

    /// <summary>A value that is a structure with attributes behind it: the structure.</summary>
    internal T Fixed<T>(out AttributeReader attributes)
        where T : unmanaged
    {
        T value = Read<T>();
        attributes = new AttributeReader(Value[Math.Min(Alignment.Up(Unsafe.SizeOf<T>()), Value.Length)..]);
        return value;
    }

    /// <summary>The value's bytes up to the first NUL.</summary>
    internal ReadOnlySpan<byte> ReadStringBytes()
    {
        int end = Value.IndexOf((byte)0);
        return end < 0 ? Value : Value[..end];
    }

    internal string ReadString() => Encoding.UTF8.GetString(ReadStringBytes());

    /// <summary>A byte that is not zero.</summary>
    internal bool ReadBool() => Read<byte>() != 0;

    /// <summary>__be16.</summary>
    internal ushort ReadBigEndian16() => BinaryPrimitives.ReverseEndianness(Read<ushort>());

    /// <summary>__be32.</summary>
    internal uint ReadBigEndian32() => BinaryPrimitives.ReverseEndianness(Read<uint>());

    /// <summary>An IPv4 or IPv6 address.</summary>
    internal IPAddress ReadAddress() => Value.Length is 4 or 16 ? new IPAddress(Value) : throw Malformed.Value(Type, Value.Length);

    /// <summary>A prefix of an address, of which only the bits within the prefix count.</summary>
    internal IPNetwork ReadNetwork(in NetlinkAttribute address, int prefixLength)
    {
        IPAddress start = address.ReadAddress();
        Span<byte> bytes = stackalloc byte[16];
        start.TryWriteBytes(bytes, out int length);
        if (prefixLength > length * 8)
        {
            throw Malformed.Value(Type, Value.Length);
        }

        for (int bit = prefixLength; bit < length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes[..length]), prefixLength);
    }

    /// <summary>An address of a family's length, in network byte order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> ReadAddressBytes(AddressFamily family) =>
        Value.Length == family.AddressLength() || family == AddressFamily.Unspecified ? Value : throw Malformed.Value(Type, Value.Length);

    /// <summary>A hardware address, of any length.</summary>
    internal PhysicalAddress ReadPhysicalAddress() => new(Value.ToArray());
}
