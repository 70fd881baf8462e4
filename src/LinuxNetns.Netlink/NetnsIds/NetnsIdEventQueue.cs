namespace LinuxNetns.Netlink;

/// <summary>Turns the datagrams of the multicast group into events, several from one datagram if need be.</summary>
internal sealed class NetnsIdEventQueue(INetlinkTransport transport) : IDisposable
{
    private readonly Queue<NetnsIdEvent> _events = new();
    private byte[] _buffer = new byte[4 * 1024];
    private bool _lost;

    internal bool HasEvents
    {
        get
        {
            lock (_events)
            {
                return _events.Count > 0;
            }
        }
    }

    internal bool TryRead(out NetnsIdEvent e)
    {
        lock (_events)
        {
            while (!_events.TryDequeue(out e))
            {
                if (!ReceiveOne())
                {
                    return false;
                }
            }

            return true;
        }
    }

    public void Dispose() => transport.Dispose();

    /// <summary>False when nothing is there.</summary>
    private bool ReceiveOne()
    {
        try
        {
            int length = transport.Receive(_buffer);
            if (length < 0)
            {
                if (!_lost)
                {
                    return false;
                }

                _lost = false;
                _events.Enqueue(new NetnsIdEvent(NetnsIdEventKind.Resync, NetnsIdAttribute.NotAssigned));
                return true;
            }

            if (length <= _buffer.Length)
            {
                Parse(_buffer.AsSpan(0, length));
            }
            else
            {
                // It is still queued.
                _buffer = new byte[length];
            }

            return true;
        }
        catch (NetlinkException overflow) when (overflow.Errno == Errno.ENOBUFS)
        {
            // The kernel goes on losing, without another word, until the queue was empty: a list made before that would miss something again.
            _lost = true;
            return true;
        }
    }

    private void Parse(ReadOnlySpan<byte> datagram)
    {
        var reader = new NetlinkReader(datagram);
        while (reader.TryRead(out NetlinkMessage message))
        {
            if (message.Header.Type is MessageType.NewNetnsId or MessageType.DeleteNetnsId)
            {
                NetnsIdEventKind kind = message.Header.Type == MessageType.NewNetnsId ? NetnsIdEventKind.Assigned : NetnsIdEventKind.Removed;
                _events.Enqueue(new NetnsIdEvent(kind, new NetnsIdMessage(message).Id));
            }
        }
    }
}
