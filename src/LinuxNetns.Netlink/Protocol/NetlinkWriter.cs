using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// Writes requests one behind the other into a buffer of the caller's (on its stack), and into a pooled one when that is full.
/// Sequence numbers are stamped at sending. Dispose gives the pooled buffer back and lets go of the handles whose numbers are in the requests.
/// </summary>
/// <remarks>
/// A null value writes nothing. With each attribute the writer notes the expression it was given, <c>Mtu</c> or <c>gateway</c>: where the kernel
/// blames an attribute, that is the name to tell.
/// </remarks>
internal ref partial struct NetlinkWriter(Span<byte> initialBuffer)
{
    private const int NestedFlag = 0x8000;

    private Span<byte> _buffer = initialBuffer;
    private byte[]? _rented;
    private string?[]? _names;
    private List<SafeHandle>? _held;
    private int _length;
    private int _message;

    /// <summary>What has been written: whole messages, padded.</summary>
    internal readonly Span<byte> Written => _buffer[.._length];

    /// <summary>How many messages have been written.</summary>
    internal int Count { get; private set; }

    /// <summary>Makes room for so many bytes at once, rather than by and by.</summary>
    internal void EnsureRoom(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Grow(bytes);
        }
    }

    internal void Clear()
    {
        _length = Count = 0;
        Release();
    }

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

    /// <summary>Starts a message that goes on with bytes of another one: fixed part and attributes.</summary>
    internal void Begin(MessageType type, HeaderFlags flags, scoped ReadOnlySpan<byte> payload)
    {
        _message = _length;
        var header = new NetlinkHeader { Type = type, Flags = flags | HeaderFlags.Request };
        MemoryMarshal.Write(Reserve(NetlinkHeader.Size), in header);
        payload.CopyTo(Reserve(payload.Length));
        Count++;
    }

    /// <summary>Ends the message: fills in its length.</summary>
    internal readonly void End()
    {
        uint length = (uint)(_length - _message);
        MemoryMarshal.Write(_buffer[_message..], in length);
    }

    /// <summary>Forgets what was written since.</summary>
    internal void Rewind(int position, int count)
    {
        _length = position;
        Count = count;
    }

    /// <summary>Starts an attribute that holds others; give the result to <see cref="EndNested"/>.</summary>
    internal int BeginNested(int type, string? name = null)
    {
        int start = _length;
        AttributeSpace(type | NestedFlag, 0, name);
        return start;
    }

    /// <summary>As <see cref="BeginNested(int, string?)"/>, with a fixed part before the attributes inside, and without the flag that says "nested".</summary>
    internal int BeginNested<T>(int type, in T payload, string? name = null)
        where T : unmanaged
    {
        int start = _length;
        MemoryMarshal.Write(AttributeSpace(type, Unsafe.SizeOf<T>(), name), in payload);
        return start;
    }

    internal readonly void EndNested(int start)
    {
        ushort length = CheckLength(_length - start, null);
        MemoryMarshal.Write(_buffer[start..], in length);
    }

    /// <summary>Removes a nest that nothing was written into.</summary>
    internal void EndNestedUnlessEmpty(int start)
    {
        if (_length - start <= 4)
        {
            _length = start;
        }
        else
        {
            EndNested(start);
        }
    }

    /// <summary>Space without an attribute header, zeroed and padded: for arrays of structures with attributes of their own (struct rtnexthop).</summary>
    internal int Raw<T>(in T value)
        where T : unmanaged
    {
        int start = _length;
        MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>()), in value);
        return start;
    }

    /// <summary>As <see cref="Raw{T}"/>: whole attributes that were written elsewhere.</summary>
    internal void RawBytes(scoped ReadOnlySpan<byte> attributes) => attributes.CopyTo(Reserve(attributes.Length));

    /// <summary>Where the next byte goes.</summary>
    internal readonly int Position => _length;

    /// <summary>Overwrites what was written at a position.</summary>
    internal readonly void Patch<T>(int position, in T value)
        where T : unmanaged
        => MemoryMarshal.Write(_buffer[position..], in value);

    /// <summary>The property whose attribute starts there, or null.</summary>
    internal readonly string? PropertyAt(int offset)
    {
        if (_names is null || offset < NetlinkHeader.Size || offset >= _length || _names[offset / 4] is not string expression)
        {
            return null;
        }

        // "peer.Mtu!.Value" → "Mtu".
        string name = expression.Replace(".Value", "", StringComparison.Ordinal).TrimEnd('!', '?');
        name = name[(name.LastIndexOfAny(['.', ')', ' ', '(']) + 1)..];
        return name.Length == 0 ? null : char.ToUpperInvariant(name[0]) + name[1..];
    }

    internal void Dispose()
    {
        Release();
        if (_names is not null)
        {
            ArrayPool<string?>.Shared.Return(_names);
            _names = null;
        }

        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private void Release()
    {
        _held?.ForEach(static handle => handle.DangerousRelease());
        _held = null;
    }

    private Span<byte> AttributeSpace(int type, int size, string? name)
    {
        ushort length = CheckLength(4 + size, name);
        Span<byte> space = Reserve(length);
        ushort typeField = (ushort)type;
        MemoryMarshal.Write(space, in length);
        MemoryMarshal.Write(space[2..], in typeField);
        Note(_length - space.Length, name);
        return space.Slice(4, size);
    }

    private static ushort CheckLength(int length, string? name) => length <= ushort.MaxValue
        ? (ushort)length
        : throw new ArgumentException($"{length} bytes do not fit into an attribute, which has at most {ushort.MaxValue}.", name);

    private void Note(int offset, string? name)
    {
        if (_names is null || _names.Length < _buffer.Length / 4)
        {
            string?[] larger = ArrayPool<string?>.Shared.Rent(_buffer.Length / 4);
            // The pool's arrays come with the names of other requests.
            Array.Clear(larger);
            if (_names is not null)
            {
                _names.CopyTo(larger, 0);
                ArrayPool<string?>.Shared.Return(_names);
            }

            _names = larger;
        }

        _names[offset / 4] = name;
    }

    /// <summary>Zeroed space, padded to four bytes: what strict checking compares padding with.</summary>
    private Span<byte> Reserve(int size)
    {
        int padded = Alignment.Up(size);
        EnsureRoom(padded);
        Span<byte> space = _buffer.Slice(_length, padded);
        space.Clear();
        if (_names is not null && _length / 4 < _names.Length)
        {
            // What stood here before may have had names.
            _names.AsSpan(_length / 4, Math.Min(padded / 4, _names.Length - (_length / 4))).Clear();
        }

        _length += padded;
        return space;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + needed));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        _rented = larger;
        _buffer = larger;
    }
}
