using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>Puts a key together, in a buffer of the caller's.</summary>
internal ref struct EventKey(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    internal void Add<T>(T value)
        where T : unmanaged
    {
        MemoryMarshal.Write(_buffer[_length..], in value);
        _length += Unsafe.SizeOf<T>();
    }

    /// <summary>A value that may be absent, with its length: no two different ones give the same key.</summary>
    internal void Add(in NetlinkAttribute attribute)
    {
        if (attribute.Value.Length > 32)
        {
            throw Malformed.Value(attribute.Type, attribute.Value.Length);
        }

        Add((byte)attribute.Value.Length);
        attribute.Value.CopyTo(_buffer[_length..]);
        _length += attribute.Value.Length;
    }

    /// <summary>A string, which compares and hashes by itself.</summary>
    public override readonly string ToString() => Encoding.Latin1.GetString(_buffer[.._length]);
}
