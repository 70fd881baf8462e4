namespace LinuxNetns.Netlink;

/// <summary>
/// The rows of a whole dump, consistent, in one pooled buffer: nothing is allocated for a row, and the connection is free while they are read.
/// Walk it with foreach or <see cref="MoveNext"/>; Dispose gives the buffer back.
/// </summary>
internal ref struct Dump
{
    private readonly uint _sequence;
    private readonly PooledBytes? _buffer;
    private NetlinkReader _reader;
    private NetlinkMessage _current;

    internal Dump(byte[] buffer, int length, uint sequence)
    {
        _buffer = new PooledBytes(buffer);
        _sequence = sequence;
        _reader = new NetlinkReader(buffer.AsSpan(0, length));
    }

    public readonly NetlinkMessage Current => _current;

    public readonly Dump GetEnumerator() => this;

    public bool MoveNext()
    {
        _buffer?.ThrowIfReturned();
        while (_reader.TryRead(out _current))
        {
            if (_current.Header.Sequence == _sequence && _current.Header.Type > MessageType.Overrun)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of several copies the first one to be disposed of gives the buffer back: with using and foreach on the same variable there are two.</summary>
    public void Dispose()
    {
        _buffer?.Return();
        _reader = default;
        _current = default;
    }
}
