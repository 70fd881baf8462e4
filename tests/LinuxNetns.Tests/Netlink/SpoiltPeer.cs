using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>A kernel whose next answers are prepared; what else it is asked for it does not support. It gives them the number of the request and a true length.</summary>
internal sealed class SpoiltPeer : INetlinkTransport
{
    private readonly Queue<byte[]> _answers = new();
    private readonly Queue<byte[]> _waiting = new();

    internal void Prepare(params byte[][] answers)
    {
        _answers.Clear();
        _waiting.Clear();
        Array.ForEach(answers, _answers.Enqueue);
    }

    public void Send(ReadOnlySpan<byte> datagram)
    {
        uint sequence = BitConverter.ToUInt32(datagram[8..]);
        byte[] answer = _answers.TryDequeue(out byte[]? prepared) ? prepared : Wire.Ack(sequence, (int)Errno.EOPNOTSUPP);
        BitConverter.TryWriteBytes(answer, answer.Length);
        BitConverter.TryWriteBytes(answer.AsSpan(8), sequence);
        _waiting.Enqueue(answer);
        if ((BitConverter.ToUInt16(datagram[6..]) & 0x300) != 0)
        {
            _waiting.Enqueue(Wire.DoneMessage(sequence));
        }
    }

    public int Receive(Span<byte> buffer)
    {
        byte[] next = _waiting.Peek();
        if (next.Length <= buffer.Length)
        {
            _waiting.Dequeue().CopyTo(buffer);
        }

        return next.Length;
    }

    public void DropQueued() => _waiting.Clear();

    public void Dispose()
    {
    }
}
