using System.Buffers;

namespace LinuxNetns.Netlink;

/// <summary>The receive buffer of one exchange at a time: pooled, so that an idle connection holds none, and grown for a longer datagram.</summary>
internal sealed class ReceiveBuffer(INetlinkTransport transport)
{
    private byte[]? _bytes;

    /// <summary>The next datagram, until the next call.</summary>
    internal ReadOnlySpan<byte> Receive()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(NetlinkExchange.ReceiveBufferSize);
        int length = transport.Receive(_bytes);
        while (length > _bytes.Length)
        {
            Release();
            _bytes = ArrayPool<byte>.Shared.Rent(length);
            length = transport.Receive(_bytes);
        }

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
