using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Walks the messages of one datagram. Allocates nothing; throws <see cref="Errno.EBADMSG"/> on bytes that do not add up.</summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;
    private int _length;

    /// <summary>The message at hand. Made of the parts each time: a span that is kept is copied as one, right after it was written as two, which processors are slow at.</summary>
    internal readonly NetlinkMessage Current => new(_rest[.._length]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MoveNext()
    {
        // The last message need not be padded.
        _rest = _rest[Math.Min(Alignment.Up(_length), _rest.Length)..];
        _length = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (_rest.Length < NetlinkHeader.Size)
        {
            throw Malformed.Header(_rest.Length);
        }

        uint length = MemoryMarshal.Read<NetlinkHeader>(_rest).Length;
        if (length < NetlinkHeader.Size || length > (uint)_rest.Length)
        {
            throw Malformed.Length(length, _rest.Length);
        }

        _length = (int)length;
        return true;
    }

    internal bool TryRead(out NetlinkMessage message)
    {
        bool any = MoveNext();
        message = any ? Current : default;
        return any;
    }
}
