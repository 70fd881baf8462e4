using System.Buffers;

namespace LinuxNetns.Netlink;

/// <summary>
/// The rows of a whole dump, consistent, in one pooled buffer: nothing is allocated for a row, and the connection is free while they are read.
/// Walk it with foreach or <see cref="MoveNext"/>; Dispose gives the buffer back.
/// </summary>
internal ref struct Dump
{
    private readonly uint _sequence;
    private byte[]? _buffer;
    private NetlinkReader _reader;
    private NetlinkMessage _current;

    internal Dump(byte[] buffer, int length, uint sequence)
    {
        _buffer = buffer;
        _sequence = sequence;
        _reader = new NetlinkReader(buffer.AsSpan(0, length));
    }

    public readonly NetlinkMessage Current => _current;

    public readonly Dump GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_reader.TryRead(out _current))
        {
            if (_current.Header.Sequence == _sequence && _current.Header.Type > MessageType.Overrun)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>To be called once, on one copy: foreach does.</summary>
    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _reader = default;
            _current = default;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
