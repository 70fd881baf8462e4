using System.Buffers;

namespace LinuxNetns.Netlink;

/// <summary>A pooled array that is given back once, however many copies of its holder are disposed of: twice, it would be lent to two at a time.</summary>
internal sealed class PooledBytes(byte[] bytes)
{
    private byte[]? _bytes = bytes;

    internal void ThrowIfReturned() => ObjectDisposedException.ThrowIf(_bytes is null, typeof(Dump));

    internal void Return()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } mine)
        {
            ArrayPool<byte>.Shared.Return(mine);
        }
    }
}
