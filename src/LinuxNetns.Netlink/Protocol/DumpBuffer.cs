using System.Buffers;

namespace LinuxNetns.Netlink;

/// <summary>Collects the datagrams of a dump one behind the other.</summary>
internal struct DumpBuffer(int expected)
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(expected);

    internal int Length { get; private set; }

    /// <summary>Receives one datagram behind what is there.</summary>
    internal ReadOnlySpan<byte> Receive(INetlinkTransport transport)
    {
        EnsureSpace(NetlinkExchange.ReceiveBufferSize);
        int length = transport.Receive(_bytes.AsSpan(Length));
        while (length > _bytes!.Length - Length)
        {
            EnsureSpace(length);
            length = transport.Receive(_bytes.AsSpan(Length));
        }

        if (length <= 0)
        {
            throw Malformed.Empty();
        }

        ReadOnlySpan<byte> datagram = _bytes.AsSpan(Length, length);
        // The next message must start at a multiple of four, as within a datagram.
        Length += Alignment.Up(length);
        return datagram;
    }

    /// <summary>Hands the buffer over.</summary>
    internal byte[] Detach()
    {
        byte[] bytes = _bytes!;
        _bytes = null;
        return bytes;
    }

    internal void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void EnsureSpace(int needed)
    {
        // Three bytes more: the padding of the last datagram may be counted, not written.
        needed += 3;
        if (_bytes!.Length - Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + needed));
            _bytes.AsSpan(0, Math.Min(Length, _bytes.Length)).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
