namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="NeighborTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct NeighborRows
{
    private readonly NeighborFilter _filter;
    private readonly int _device;
    private Dump _dump;
    private NeighborRow _current;

    internal NeighborRows(Dump dump, NeighborFilter filter, int device)
    {
        _dump = dump;
        _filter = filter;
        _device = device;
    }

    /// <summary>The row at hand.</summary>
    public readonly NeighborRow Current => _current;

    /// <summary>The loop's enumerator: this.</summary>
    public readonly NeighborRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            if (_dump.Current.Header.Type == MessageType.NewNeighbor)
            {
                _current = new NeighborRow(_dump.Current);
                if (_current.IsInternet && _filter.Matches(_current, _device))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
