using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>The kernel's side of a conversation that <see cref="RecordingTransport"/> wrote down. What is sent must be what was sent then, byte for byte.</summary>
internal sealed class ReplayedPeer(IEnumerable<string> conversation) : INetlinkTransport
{
    private readonly Queue<string> _lines = new(conversation.Where(line => line.Length > 0 && line[0] != '#'));

    /// <summary>Everything was said.</summary>
    internal bool IsAtEnd => _lines.Count == 0;

    public void Send(ReadOnlySpan<byte> datagram) => Assert.Equal(_lines.Dequeue(), $"> {Convert.ToHexString(datagram)}");

    public int Receive(Span<byte> buffer)
    {
        Assert.True(_lines.TryPeek(out string? line) && line.StartsWith("< ", StringComparison.Ordinal), "The exchange waits for more than was said.");
        byte[] datagram = Convert.FromHexString(line.AsSpan(2));
        if (datagram.Length <= buffer.Length)
        {
            _lines.Dequeue();
            datagram.CopyTo(buffer);
        }

        return datagram.Length;
    }

    public void Dispose()
    {
    }
}
