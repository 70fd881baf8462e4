using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>
/// Collects the datagrams of a dump one behind the other, in pooled arrays. What is full stays where it is, and an array twice as large goes behind it:
/// nothing is copied. They are given back once, however many copies of their holder are disposed of: twice, they would be lent to two at a time.
/// Those with secrets are wiped before.
/// </summary>
internal sealed class DumpBuffer(bool isSecret = false)
{
    private const int FirstChunk = 2 * NetlinkExchange.ReceiveBufferSize;

    // 4 GiB in all.
    private const int MaxChunks = 16;

    private readonly (byte[] Bytes, int Length)[] _chunks = ArrayPool<(byte[], int)>.Shared.Rent(MaxChunks);
    private int _returned;

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> Chunk(int index) => _chunks[index].Bytes.AsSpan(0, _chunks[index].Length);

    /// <summary>Receives one datagram behind what is there.</summary>
    internal ReadOnlySpan<byte> Receive(INetlinkTransport transport)
    {
        Span<byte> room = RoomFor(NetlinkExchange.ReceiveBufferSize);
        int length = transport.Receive(room);
        while (length > room.Length)
        {
            room = RoomFor(length);
            length = transport.Receive(room);
        }

        if (length <= 0)
        {
            throw Malformed.Empty();
        }

        // The next message must start at a multiple of four, as within a datagram.
        _chunks[Count - 1].Length += Math.Min(Alignment.Up(length), room.Length);
        return room[..length];
    }

    internal void ThrowIfReturned()
    {
        if (_returned != 0)
        {
            ThrowReturned();
        }
    }

    internal void Return()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            for (int i = 0; i < Count; i++)
            {
                ArrayPool<byte>.Shared.Return(_chunks[i].Bytes, clearArray: isSecret);
            }

            ArrayPool<(byte[], int)>.Shared.Return(_chunks, clearArray: true);
        }
    }

    private Span<byte> RoomFor(int needed)
    {
        Span<byte> room = Count == 0 ? default : _chunks[Count - 1].Bytes.AsSpan(_chunks[Count - 1].Length);
        if (room.Length < needed)
        {
            byte[] chunk = ArrayPool<byte>.Shared.Rent(Math.Max(FirstChunk << Count, needed));
            _chunks[Count++] = (chunk, 0);
            room = chunk;
        }

        return room;
    }

    // Apart: ObjectDisposedException.ThrowIf looks up the type's name in line, in a loop that has better to do.
    [DoesNotReturn]
    private static void ThrowReturned() => throw new ObjectDisposedException(nameof(Dump));
}
