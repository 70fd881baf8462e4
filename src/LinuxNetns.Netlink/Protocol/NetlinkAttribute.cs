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
    internal T Read<T>()
        where T : unmanaged
        => Value.Length >= Unsafe.SizeOf<T>() ? MemoryMarshal.Read<T>(Value) : throw Malformed.Value(Type, Value.Length);

    /// <summary>The value's bytes up to the first NUL.</summary>
    internal ReadOnlySpan<byte> ReadStringBytes()
    {
        int end = Value.IndexOf((byte)0);
        return end < 0 ? Value : Value[..end];
    }

    internal string ReadString() => Encoding.UTF8.GetString(ReadStringBytes());
}
