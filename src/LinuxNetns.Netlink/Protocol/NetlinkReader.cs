using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Walks the messages of one datagram. Allocates nothing; throws <see cref="Errno.EBADMSG"/> on bytes that do not add up.</summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    internal bool TryRead(out NetlinkMessage message)
    {
        if (_rest.IsEmpty)
        {
            message = default;
            return false;
        }

        if (_rest.Length < NetlinkHeader.Size)
        {
            throw Malformed.Header(_rest.Length);
        }

        NetlinkHeader header = MemoryMarshal.Read<NetlinkHeader>(_rest);
        if (header.Length < NetlinkHeader.Size || header.Length > (uint)_rest.Length)
        {
            throw Malformed.Length(header.Length, _rest.Length);
        }

        int length = (int)header.Length;
        message = new NetlinkMessage(header, _rest[NetlinkHeader.Size..length]);
        // The last message need not be padded.
        _rest = _rest[Math.Min(Alignment.Up(length), _rest.Length)..];
        return true;
    }
}
