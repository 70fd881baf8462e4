using System.Buffers;

namespace LinuxNetns.Netlink;

/// <summary>The receive buffer of one exchange at a time: pooled, so that an idle connection holds none. What comes are acknowledgements and nsids, hundreds of bytes:
/// the only long ones would have a request in them, and carry its header alone (NETLINK_CAP_ACK, Linux 4.3).</summary>
internal sealed class ReceiveBuffer(INetlinkTransport transport)
{
    private byte[]? _bytes;

    /// <summary>The next datagram, until the next call.</summary>
    internal ReadOnlySpan<byte> Receive()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(NetlinkExchange.ReceiveBufferSize);
        int length = transport.ReceiveWhole(_bytes);
        return length > 0 ? _bytes.AsSpan(0, length) : throw Malformed.Empty();
    }

    internal void Release()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
