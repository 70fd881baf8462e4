using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>
/// Passes everything on and writes it down: a line for each datagram, its direction (<c>&gt;</c> to the kernel, <c>&lt;</c> from it) and its bytes in hex.
/// <see cref="ReplayedPeer"/> plays it again. Set LINUXNETNS_RECORD to a directory to make the recordings of the tests anew.
/// </summary>
internal sealed class RecordingTransport(INetlinkTransport inner, TextWriter conversation) : INetlinkTransport
{
    public void Send(ReadOnlySpan<byte> datagram)
    {
        conversation.WriteLine($"> {Convert.ToHexString(datagram)}");
        inner.Send(datagram);
    }

    public int Receive(Span<byte> buffer)
    {
        int length = inner.Receive(buffer);
        if (length >= 0 && length <= buffer.Length)
        {
            conversation.WriteLine($"< {Convert.ToHexString(buffer[..length])}");
        }

        return length;
    }

    public void DropQueued() => inner.DropQueued();

    public void Dispose()
    {
        inner.Dispose();
        conversation.Dispose();
    }
}
