using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="AddressTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct AddressRows
{
    private readonly AddressFilter _filter;
    private readonly int _device;
    private readonly bool _looksInside;
    private Dump _dump;

    internal AddressRows(Dump dump, AddressFilter filter, int device)
    {
        _dump = dump;
        _filter = filter;
        _device = device;
        _looksInside = filter.LooksInside;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly AddressRow Current => new(_dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly AddressRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            NetlinkMessage message = _dump.Current;
            if (message.Header.Type == MessageType.NewAddress
                && _filter.Matches(message.Read<InterfaceAddressMessage>(out _), _device)
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
