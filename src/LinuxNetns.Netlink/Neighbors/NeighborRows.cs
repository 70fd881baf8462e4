using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="NeighborTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct NeighborRows
{
    private readonly NeighborFilter _filter;
    private readonly int _device;
    private readonly bool _looksInside;
    private Dump _dump;

    internal NeighborRows(Dump dump, NeighborFilter filter, int device)
    {
        _dump = dump;
        _filter = filter;
        _device = device;
        _looksInside = filter.LooksInside;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly NeighborRow Current => new(_dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly NeighborRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            NetlinkMessage message = _dump.Current;
            if (message.Header.Type == MessageType.NewNeighbor
                && _filter.Matches(message.Read<NeighborMessage>(out AttributeReader attributes), _device)
                && !attributes.Find(NeighborAttribute.NDA_DST).Value.IsEmpty
                && (!_looksInside || MatchesInside()))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool MatchesInside() => _filter.Matches(Current);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
