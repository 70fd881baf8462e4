namespace LinuxNetns.Netlink;

/// <summary>Collects the datagrams of a dump one behind the other. What is full stays where it is, and a larger chunk goes behind it: nothing is copied.</summary>
internal struct DumpBuffer
{
    private readonly bool _isSecret;
    private readonly DumpChunk _first;
    private DumpChunk _last;
    private bool _isDetached;

    internal DumpBuffer(int expected, bool isSecret = false)
    {
        _isSecret = isSecret;
        _first = _last = new DumpChunk(expected, isSecret);
    }

    internal int Length { get; private set; }

    /// <summary>Receives one datagram behind what is there.</summary>
    internal ReadOnlySpan<byte> Receive(INetlinkTransport transport)
    {
        if (_last.Room.Length < NetlinkExchange.ReceiveBufferSize)
        {
            Append(NetlinkExchange.ReceiveBufferSize);
        }

        int length = transport.Receive(_last.Room);
        while (length > _last.Room.Length)
        {
            Append(length);
            length = transport.Receive(_last.Room);
        }

        if (length <= 0)
        {
            throw Malformed.Empty();
        }

        Length += length;
        return _last.Keep(length);
    }

    /// <summary>Hands the chunks over.</summary>
    internal DumpChunk Detach()
    {
        _isDetached = true;
        return _first;
    }

    internal readonly void Dispose()
    {
        if (!_isDetached)
        {
            _first.Return();
        }
    }

    private void Append(int needed) => _last = _last.Next = new DumpChunk(Math.Max(2 * _last.Size, needed), _isSecret);
}
