using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// Writes requests one behind the other into a buffer of the caller's (on its stack), and into a pooled one when that is full.
/// Sequence numbers are stamped at sending. Dispose gives the pooled buffer back.
/// </summary>
internal ref struct NetlinkWriter(Span<byte> initialBuffer)
{
    private Span<byte> _buffer = initialBuffer;
    private byte[]? _rented;
    private int _length;
    private int _message;

    /// <summary>What has been written: whole messages, padded.</summary>
    internal readonly Span<byte> Written => _buffer[.._length];

    /// <summary>How many messages have been written.</summary>
    internal int Count { get; private set; }

    internal void Clear() => _length = Count = 0;

    /// <summary>Starts a message: header and fixed part.</summary>
    internal void Begin<T>(MessageType type, HeaderFlags flags, in T payload)
        where T : unmanaged
    {
        _message = _length;
        var header = new NetlinkHeader { Type = type, Flags = flags | HeaderFlags.Request };
        MemoryMarshal.Write(Reserve(NetlinkHeader.Size), in header);
        MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>()), in payload);
        Count++;
    }

    /// <summary>Ends the message: fills in its length.</summary>
    internal readonly void End()
    {
        uint length = (uint)(_length - _message);
        MemoryMarshal.Write(_buffer[_message..], in length);
    }

    internal void Attribute<T>(int type, T value)
        where T : unmanaged
        => MemoryMarshal.Write(AttributeSpace(type, Unsafe.SizeOf<T>()), in value);

    /// <summary>A NUL-terminated string.</summary>
    internal void Attribute(int type, string value)
    {
        Span<byte> space = AttributeSpace(type, Encoding.UTF8.GetByteCount(value) + 1);
        Encoding.UTF8.GetBytes(value, space);
    }

    internal readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private Span<byte> AttributeSpace(int type, int size)
    {
        Span<byte> space = Reserve(4 + size);
        ushort length = checked((ushort)(4 + size));
        ushort typeField = (ushort)type;
        MemoryMarshal.Write(space, in length);
        MemoryMarshal.Write(space[2..], in typeField);
        return space.Slice(4, size);
    }

    /// <summary>Zeroed space, padded to four bytes: what strict checking compares padding with.</summary>
    private Span<byte> Reserve(int size)
    {
        int padded = Alignment.Up(size);
        if (_buffer.Length - _length < padded)
        {
            Grow(padded);
        }

        Span<byte> space = _buffer.Slice(_length, padded);
        space.Clear();
        _length += padded;
        return space;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + needed));
        Written.CopyTo(larger);
        Dispose();
        _rented = larger;
        _buffer = larger;
    }
}
