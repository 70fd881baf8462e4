namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="LinkTable.EnumerateRows()"/>, for one foreach loop.</summary>
public ref struct LinkRows
{
    private readonly LinkFilter? _filter;
    private readonly int _master;
    private Dump _dump;

    internal LinkRows(Dump dump, LinkFilter? filter = null, int master = 0)
    {
        _dump = dump;
        _filter = filter;
        _master = master;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly LinkRow Current => new(_dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly LinkRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            if (_dump.Current.Header.Type == MessageType.NewLink && (_filter is null || _filter.Matches(Current, _master)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
