using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="RouteTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct RouteRows
{
    private readonly RouteFilter _filter;
    private readonly int _device;
    private readonly bool _looksInside;
    private Dump _dump;

    internal RouteRows(Dump dump, RouteFilter filter, int device)
    {
        _dump = dump;
        _filter = filter;
        _device = device;
        _looksInside = device != 0 || filter.LooksInside;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly RouteRow Current => new(_dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly RouteRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            // A row made twice costs less than one that is kept and copied.
            NetlinkMessage message = _dump.Current;
            if (message.Header.Type == MessageType.NewRoute
                && _filter.Matches(message.Read<RouteMessage>(out _))
                && (!_looksInside || MatchesInside()))
            {
                return true;
            }
        }

        return false;
    }

    // Apart, or the rows of the common case are read in a method that is twice as long.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool MatchesInside() => _filter.Matches(Current, _device);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
