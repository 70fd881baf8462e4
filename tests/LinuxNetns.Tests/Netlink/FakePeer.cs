using System.Buffers.Binary;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>
/// The kernel's side of a conversation, scripted: each sending takes the next step, which is given the sequence numbers of the requests and
/// returns the datagrams to answer with. A read beyond the script fails: on a real socket it would wait for ever.
/// </summary>
internal sealed class FakePeer(params Func<uint[], byte[][]>[] script) : INetlinkTransport
{
    private readonly Queue<byte[]> _waiting = new();
    private int _step;

    /// <summary>What was sent, each datagram whole.</summary>
    internal List<byte[]> Sent { get; } = [];

    /// <summary>How many datagrams nobody has read.</summary>
    internal int Unread => _waiting.Count;

    /// <summary>Like a socket that does not wait.</summary>
    internal bool NonBlocking { get; init; }

    /// <summary>Thrown instead of the next datagram.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>How many datagrams come before <see cref="Failure"/>.</summary>
    internal int FailAfter { get; set; }

    internal void Enqueue(params byte[][] datagrams) => Array.ForEach(datagrams, _waiting.Enqueue);

    public void Send(ReadOnlySpan<byte> datagram)
    {
        Sent.Add(datagram.ToArray());
        Assert.True(_step < script.Length, "an unexpected request was sent");
        Enqueue(script[_step++](Sequences(datagram)));
    }

    public int Receive(Span<byte> buffer)
    {
        if (Failure is { } failure && FailAfter-- <= 0)
        {
            Failure = null;
            throw failure;
        }

        if (!_waiting.TryPeek(out byte[]? next))
        {
            return NonBlocking ? -1 : throw new InvalidOperationException("The exchange waits for more than the peer has to say.");
        }

        if (next.Length <= buffer.Length)
        {
            _waiting.Dequeue().CopyTo(buffer);
        }

        return next.Length;
    }

    public long? ArrivalMark => Unread;

    public void DropQueued() => _waiting.Clear();

    public void Dispose()
    {
    }

    private static uint[] Sequences(ReadOnlySpan<byte> datagram)
    {
        var sequences = new List<uint>();
        for (int at = 0; at < datagram.Length; at += (BinaryPrimitives.ReadInt32LittleEndian(datagram[at..]) + 3) & ~3)
        {
            sequences.Add(BinaryPrimitives.ReadUInt32LittleEndian(datagram[(at + 8)..]));
        }

        return [.. sequences];
    }
}
