namespace LinuxNetns.Netlink;

/// <summary>
/// Deletes rows of a dump, each by what the kernel said of it, many in one sending. A message may have another type on its way back, and that is all
/// it takes: what <c>ip … flush</c> does.
/// </summary>
internal ref struct Flush
{
    // 128 refusals stay below the default receive buffer, as in NetlinkBatch.
    private const int ChunkSize = 128;

    private readonly NetlinkExchange _exchange;
    private readonly MessageType _type;
    private readonly string _operation;
    private NetlinkWriter _request;
    private NetlinkException? _failure;

    internal Flush(NetlinkExchange exchange, MessageType type, string operation)
    {
        _exchange = exchange;
        _type = type;
        _operation = operation;
        _request = new NetlinkWriter(new byte[8 * 1024]);
    }

    /// <summary>How many were deleted.</summary>
    internal int Deleted { get; private set; }

    internal void Add(scoped ReadOnlySpan<byte> payload)
    {
        _request.Begin(_type, HeaderFlags.Ack, payload);
        _request.End();
        if (_request.Count == ChunkSize)
        {
            Send();
        }
    }

    /// <summary>Sends the rest.</summary>
    /// <exception cref="NetlinkException">Something that is there could not be deleted; the others are.</exception>
    internal int Finish()
    {
        Send();
        return _failure is null ? Deleted : throw _failure;
    }

    internal void Dispose() => _request.Dispose();

    private void Send()
    {
        if (_request.Count == 0)
        {
            return;
        }

        var acks = new ExtendedAck[_request.Count];
        var handler = new AcksHandler(acks);
        _exchange.Transact(_request.Written, acks.Length, ref handler);
        _request.Clear();
        foreach (ExtendedAck ack in acks)
        {
            switch (ack.Errno)
            {
                case Errno.None:
                    Deleted++;
                    break;
                case Errno.ESRCH or Errno.ENOENT or Errno.EADDRNOTAVAIL or Errno.ENODEV:
                    // Gone meanwhile, with its device, or with another that was deleted before it.
                    break;
                default:
                    _failure ??= ack.ToException(_operation);
                    break;
            }
        }
    }
}
