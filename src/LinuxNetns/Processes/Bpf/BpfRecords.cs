using System.Buffers;
using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>What an iterator wrote, in an array that is used again.</summary>
internal sealed class BpfRecords : IDisposable
{
    // What the kernel hands over at most at once (bpf_seq_read), and more is no faster.
    private const int Chunk = 32 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(2 * Chunk);
    private int _length;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    internal void Clear() => _length = 0;

    internal Span<T> Of<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(0, _length));

    /// <summary>Room for the next read.</summary>
    internal Span<byte> Room()
    {
        if (_bytes.Length - _length < Chunk)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(2 * _bytes.Length);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }

    internal void Add(int bytes) => _length += bytes;
}
