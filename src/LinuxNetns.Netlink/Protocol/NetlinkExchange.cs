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
    private readonly SemaphoreSlim _asyncTurn = new(1, 1);
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
            catch
            {
                Abandon();
                throw;
            }
            finally
            {
                _buffer.Release();
            }
        }
    }

    /// <summary>
    /// Sends <paramref name="count"/> requests at once, of which only the last asks for an acknowledgement: the kernel works them off in order, and what it
    /// refuses it says without being asked.
    /// </summary>
    internal void TransactInOrder<THandler>(Span<byte> requests, int count, ref THandler handler)
        where THandler : struct, IAnswerHandler
    {
        lock (_lock)
        {
            try
            {
                uint first = Send(requests);
                for (bool ended = false; !ended;)
                {
                    var reader = new NetlinkReader(_buffer.Receive());
                    while (reader.TryRead(out NetlinkMessage message))
                    {
                        uint index = message.Header.Sequence - first;
                        if (index < (uint)count && message.Header.Type == MessageType.Error)
                        {
                            handler.OnAck((int)index, ExtendedAck.ReadError(message));
                            ended |= index == count - 1;
                        }
                    }
                }
            }
            catch
            {
                Abandon();
                throw;
            }
            finally
            {
                _buffer.Release();
            }
        }
    }

    /// <summary>Sends one request that changes something; its outcome.</summary>
    internal ExtendedAck Change(in NetlinkWriter request)
    {
        var handler = default(AckHandler);
        Transact(request.Written, 1, ref handler);
        return handler.Ack;
    }

    /// <summary>Sends one request that changes something.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    internal void Change(in NetlinkWriter request, string operation)
    {
        ExtendedAck ack = Change(request);
        if (ack.Errno != Errno.None)
        {
            throw ack.ToException(operation, request);
        }
    }

    /// <summary>Sends one request that asks for one object: its message, or none and the reason.</summary>
    internal Dump Ask(scoped Span<byte> request, out ExtendedAck ack)
    {
        lock (_lock)
        {
            var buffer = new DumpBuffer();
            try
            {
                uint sequence = Send(request);
                ack = default;
                for (bool answered = false; !answered;)
                {
                    var reader = new NetlinkReader(buffer.Receive(transport));
                    while (reader.TryRead(out NetlinkMessage message))
                    {
                        if (message.Header.Sequence != sequence || IsNoise(message.Header.Type))
                        {
                            continue;
                        }

                        answered = true;
                        ack = message.Header.Type == MessageType.Error ? ExtendedAck.ReadError(message) : default;
                    }
                }

                return new Dump(buffer, sequence);
            }
            catch
            {
                buffer.Return();
                Abandon();
                throw;
            }
        }
    }

    /// <summary>Sends one dump request and gives all its rows; starts again, a bounded number of times, when the set changed meanwhile.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">It changed during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    internal Dump Dump(scoped Span<byte> request, string operation, bool isSecret = false, CancellationToken cancellationToken = default)
    {
        for (int attempt = 1; attempt <= MaxDumpAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                var buffer = new DumpBuffer(isSecret);
                try
                {
                    if (DumpOnce(request, buffer, operation))
                    {
                        return new Dump(buffer, _sequence);
                    }

                    buffer.Return();
                }
                catch
                {
                    buffer.Return();
                    Abandon();
                    throw;
                }
            }

            if (attempt >= AttemptsWithoutPause)
            {
                // Several dumpers against several writers: get out of step.
                Thread.Sleep(Random.Shared.Next(1, attempt));
            }
        }

        throw new NetlinkDumpInterruptedException(operation, MaxDumpAttempts);
    }

    /// <summary>
    /// Runs exchanges on a thread of the pool. The kernel answers a request before send(2) returns, so waiting means waiting for its lock, which no
    /// poll(2) can do. Asynchronous callers of a connection wait for each other without a thread; what has begun runs to its end, or the
    /// next caller would read its answers.
    /// </summary>
    internal async Task<T> RunAsync<T>(Func<T> exchanges, CancellationToken cancellationToken)
    {
        await _asyncTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(exchanges, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asyncTurn.Release();
        }
    }

    internal Task RunAsync(Action exchanges, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                exchanges();
                return true;
            },
            cancellationToken);

    public void Dispose() => transport.Dispose();

    private void TransactOnce<THandler>(Span<byte> requests, int count, ref THandler handler)
        where THandler : struct, IAnswerHandler
    {
        uint first = Send(requests);
        for (int open = count; open > 0;)
        {
            var reader = new NetlinkReader(_buffer.Receive());
            while (reader.TryRead(out NetlinkMessage message))
            {
                // An answer to something older wraps around to a large number.
                uint index = message.Header.Sequence - first;
                if (index >= (uint)count || IsNoise(message.Header.Type))
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

    /// <summary>True when the dump is consistent. It is read to its end whatever comes: the kernel keeps a socket busy until then.</summary>
    private bool DumpOnce(scoped Span<byte> request, DumpBuffer buffer, string operation)
    {
        uint sequence = Send(request);
        bool consistent = true;
        NetlinkMessage end;
        while (!HasEnd(buffer.Receive(transport), sequence, ref consistent, out end))
        {
        }

        ExtendedAck ack = end.Header.Type == MessageType.Done ? ExtendedAck.ReadDone(end) : ExtendedAck.ReadError(end);
        return ack.Errno == Errno.None ? consistent : throw ack.ToException(operation);
    }

    /// <summary>Whether a datagram of a dump is the last; the message that ends the dump.</summary>
    private static bool HasEnd(ReadOnlySpan<byte> datagram, uint sequence, scoped ref bool consistent, out NetlinkMessage end)
    {
        var reader = new NetlinkReader(datagram);
        HeaderFlags flags = HeaderFlags.None;
        bool ended = false;
        while (!ended && reader.MoveNext())
        {
            NetlinkHeader header = reader.Current.Header;
            if (header.Sequence == sequence && !IsNoise(header.Type))
            {
                flags |= header.Flags;
                ended = header.Type is MessageType.Done or MessageType.Error;
            }
        }

        consistent &= (flags & HeaderFlags.DumpInterrupted) == 0;
        end = reader.Current;
        return ended;
    }

    /// <summary>
    /// Reads away what an exchange that failed has left: a dump that is not read to its end keeps the next one out (EBUSY), and a queue that was full takes
    /// no answer, without a word, until it was empty (netlink_overrun in net/netlink/af_netlink.c). All answers are there when send(2) returns.
    /// </summary>
    private void Abandon()
    {
        try
        {
            transport.DropQueued();
        }
        catch (Exception e) when (e is NetlinkException or ObjectDisposedException)
        {
            // The first failure is the one to tell.
        }
    }

    private static bool IsNoise(MessageType type) => type switch
    {
        MessageType.Noop => true,
        MessageType.Overrun => throw new NetlinkException(Errno.ENOBUFS, "receive from the kernel"),
        _ => false,
    };

    /// <summary>Numbers the requests, in order, and sends them; the number of the first.</summary>
    private uint Send(scoped Span<byte> requests)
    {
        uint first = _sequence + 1;
        for (Span<byte> rest = requests; !rest.IsEmpty;)
        {
            ref NetlinkHeader header = ref MemoryMarshal.AsRef<NetlinkHeader>(rest);
            header.Sequence = ++_sequence;
            rest = rest[Math.Min(Alignment.Up((int)header.Length), rest.Length)..];
        }

        transport.Send(requests);
        return first;
    }
}
