namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="LinkTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct LinkRows
{
    private Dump _dump;

    internal LinkRows(Dump dump)
    {
        _dump = dump;
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
            if (_dump.Current.Header.Type == MessageType.NewLink)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
