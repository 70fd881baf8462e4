using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LinuxNetns.Netlink;

/// <summary>
/// A pooled array with datagrams one behind the other, and the chunk after it. It is given back once, however many copies of its holder are disposed of:
/// twice, it would be lent to two at a time. What is secret is wiped before.
/// </summary>
internal sealed class DumpChunk(int size, bool isSecret)
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(size);

    internal int Size => _bytes!.Length;

    internal int Length { get; private set; }

    internal DumpChunk? Next { get; set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal Span<byte> Room => _bytes.AsSpan(Length);

    /// <summary>Keeps what was received into <see cref="Room"/>.</summary>
    internal ReadOnlySpan<byte> Keep(int length)
    {
        ReadOnlySpan<byte> datagram = _bytes.AsSpan(Length, length);
        // The next message must start at a multiple of four, as within a datagram.
        Length = Math.Min(Length + Alignment.Up(length), _bytes!.Length);
        return datagram;
    }

    internal void ThrowIfReturned()
    {
        if (_bytes is null)
        {
            Throw();
        }
    }

    internal void Return()
    {
        for (DumpChunk? chunk = this; chunk is not null; chunk = chunk.Next)
        {
            if (Interlocked.Exchange(ref chunk._bytes, null) is { } mine)
            {
                if (isSecret)
                {
                    CryptographicOperations.ZeroMemory(mine);
                }

                ArrayPool<byte>.Shared.Return(mine);
            }
        }
    }

    // Apart: ObjectDisposedException.ThrowIf looks the type's name up in line, in a loop that has better to do.
    [DoesNotReturn]
    private static void Throw() => throw new ObjectDisposedException(nameof(Dump));
}
