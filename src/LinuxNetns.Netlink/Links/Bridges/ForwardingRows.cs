namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="ForwardingTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct ForwardingRows
{
    private readonly int _device;
    private readonly int _bridge;
    private Dump _dump;

    internal ForwardingRows(Dump dump, int device, int bridge)
    {
        _dump = dump;
        _device = device;
        _bridge = bridge;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly ForwardingRow Current => new(_dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly ForwardingRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (_dump.MoveNext())
        {
            if (_dump.Current.Header.Type == MessageType.NewNeighbor && Matches(Current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An older kernel sends all.</summary>
    private readonly bool Matches(in ForwardingRow row) =>
        (_device == 0 || row.DeviceIndex == _device) && (_bridge == 0 || row.BridgeIndex == _bridge || row.DeviceIndex == _bridge);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
