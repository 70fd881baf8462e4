using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// Requests and their answers over one transport. One exchange at a time (a lock), so that any number of threads may share it.
/// Answers are told apart by sequence number; those to an exchange that was given up are skipped.
/// </summary>
internal sealed class NetlinkExchange(INetlinkTransport transport) : IDisposable
{
    /// <summary>The kernel fills datagrams up to the buffer it was last offered, and to this at most.</summary>
    internal const int ReceiveBufferSize = 32 * 1024;

    /// <summary>How often an interrupted dump is tried before <see cref="NetlinkDumpInterruptedException"/>.</summary>
    internal const int MaxDumpAttempts = 32;

    private const int AttemptsWithoutPause = 8;

    private readonly object _lock = new();
    private readonly ReceiveBuffer _buffer = new(transport);
    private uint _sequence;

    /// <summary>Sends <paramref name="count"/> requests at once and returns when each has had an answer: a message, an ack or an error.</summary>
    internal void Transact<THandler>(Span<byte> requests, int count, ref THandler handler)
        where THandler : struct, IAnswerHandler
    {
        lock (_lock)
        {
            try
            {
                TransactOnce(requests, count, ref handler);
            }
            finally
            {
                _buffer.Release();
            }
        }
    }

    /// <summary>Sends one dump request and hands every row over; starts again, a bounded number of times, when the set changed meanwhile.</summary>
    internal void Dump<THandler>(Span<byte> request, ref THandler handler, string operation)
        where THandler : struct, IDumpHandler
    {
        for (int attempt = 1; attempt <= MaxDumpAttempts; attempt++)
        {
            handler.OnStart();
            bool consistent;
            lock (_lock)
            {
                try
                {
                    consistent = DumpOnce(request, ref handler, operation);
                }
                finally
                {
                    _buffer.Release();
                }
            }

            if (consistent)
            {
                return;
            }

            if (attempt >= AttemptsWithoutPause)
            {
                // Several dumpers against several writers: get out of step.
                Thread.Sleep(Random.Shared.Next(1, attempt));
            }
        }

        throw new NetlinkDumpInterruptedException(operation, MaxDumpAttempts);
    }

    public void Dispose() => transport.Dispose();

    private void TransactOnce<THandler>(Span<byte> requests, int count, ref THandler handler)
        where THandler : struct, IAnswerHandler
    {
        uint first = _sequence + 1;
        Stamp(requests);
        transport.Send(requests);

        for (int open = count; open > 0;)
        {
            var reader = new NetlinkReader(_buffer.Receive());
            while (reader.TryRead(out NetlinkMessage message))
            {
                // An answer to something older wraps around to a large number.
                uint index = message.Header.Sequence - first;
                if (index >= (uint)count || IsNoise(message))
                {
                    continue;
                }

                open--;
                if (message.Header.Type == MessageType.Error)
                {
                    handler.OnAck((int)index, ExtendedAck.ReadError(message));
                }
                else
                {
                    handler.OnMessage((int)index, message);
                }
            }
        }
    }

    private bool DumpOnce<THandler>(Span<byte> request, ref THandler handler, string operation)
        where THandler : struct, IDumpHandler
    {
        uint sequence = _sequence + 1;
        Stamp(request);
        transport.Send(request);

        bool consistent = true;
        Exception? failure = null;
        while (true)
        {
            var reader = new NetlinkReader(_buffer.Receive());
            while (reader.TryRead(out NetlinkMessage message))
            {
                if (message.Header.Sequence != sequence || IsNoise(message))
                {
                    continue;
                }

                consistent &= (message.Header.Flags & HeaderFlags.DumpInterrupted) == 0;
                switch (message.Header.Type)
                {
                    case MessageType.Done:
                        return End(ExtendedAck.ReadDone(message));
                    case MessageType.Error:
                        return End(ExtendedAck.ReadError(message));
                    default:
                        failure ??= Offer(ref handler, message);
                        break;
                }
            }
        }

        bool End(in ExtendedAck ack)
        {
            if (failure is not null)
            {
                throw failure;
            }

            return ack.Errno == Errno.None ? consistent : throw ack.ToException(operation);
        }
    }

    /// <summary>A row that cannot be read must not leave the rest of the dump in the socket: a new dump would find it busy.</summary>
    private static NetlinkException? Offer<THandler>(ref THandler handler, in NetlinkMessage message)
        where THandler : struct, IDumpHandler
    {
        try
        {
            handler.OnMessage(message);
            return null;
        }
        catch (NetlinkException exception)
        {
            return exception;
        }
    }

    private static bool IsNoise(in NetlinkMessage message) => message.Header.Type switch
    {
        MessageType.Noop => true,
        MessageType.Overrun => throw new NetlinkException(Errno.ENOBUFS, "receive from the kernel"),
        _ => false,
    };

    /// <summary>Numbers the requests, in order, from the next sequence number on.</summary>
    private void Stamp(Span<byte> requests)
    {
        while (!requests.IsEmpty)
        {
            ref NetlinkHeader header = ref MemoryMarshal.AsRef<NetlinkHeader>(requests);
            header.Sequence = ++_sequence;
            requests = requests[Math.Min(Alignment.Up((int)header.Length), requests.Length)..];
        }
    }
}
