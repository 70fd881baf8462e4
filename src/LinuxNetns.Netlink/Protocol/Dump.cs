namespace LinuxNetns.Netlink;

/// <summary>
/// The rows of a whole dump, consistent, in pooled memory: nothing is allocated for a row, and the connection is free while they are read.
/// Walk it with foreach or <see cref="MoveNext"/>; Dispose gives the memory back.
/// </summary>
internal ref struct Dump
{
    private readonly uint _sequence;
    private readonly DumpBuffer? _buffer;
    private int _chunk;
    private NetlinkReader _reader;

    internal Dump(DumpBuffer buffer, uint sequence)
    {
        _buffer = buffer;
        _sequence = sequence;
    }

    public readonly NetlinkMessage Current => _reader.Current;

    public readonly Dump GetEnumerator() => this;

    public bool MoveNext()
    {
        _buffer?.ThrowIfReturned();
        while (true)
        {
            while (_reader.MoveNext())
            {
                NetlinkHeader header = _reader.Current.Header;
                if (header.Sequence == _sequence && header.Type > MessageType.Overrun)
                {
                    return true;
                }
            }

            if (_buffer is null || _chunk == _buffer.Count)
            {
                return false;
            }

            _reader = new NetlinkReader(_buffer.Chunk(_chunk++));
        }
    }

    /// <summary>Of several copies the first one to be disposed of gives the memory back: with using and foreach on the same variable there are two.</summary>
    public void Dispose()
    {
        _buffer?.Return();
        _reader = default;
    }
}
