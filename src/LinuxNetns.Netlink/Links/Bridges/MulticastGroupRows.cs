namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="MulticastGroupTable.EnumerateRows"/>, for one foreach loop: a message has many.</summary>
public ref struct MulticastGroupRows
{
    private const int MDBA_MDB = 1;
    private const int MDBA_MDB_ENTRY = 1;
    private const int MDBA_MDB_ENTRY_INFO = 1;

    private readonly int _bridge;
    private Dump _dump;
    private AttributeReader _groups;
    private AttributeReader _infos;
    private NetlinkAttribute _info;
    private int _index;

    internal MulticastGroupRows(Dump dump, int bridge)
    {
        _dump = dump;
        _bridge = bridge;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly MulticastGroupRow Current => new(_index, _info);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly MulticastGroupRows GetEnumerator() => this;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public bool MoveNext()
    {
        while (true)
        {
            while (_infos.TryRead(out _info))
            {
                if (_info.Type == MDBA_MDB_ENTRY_INFO)
                {
                    return true;
                }
            }

            if (_groups.TryRead(out NetlinkAttribute group))
            {
                _infos = group.Type == MDBA_MDB_ENTRY ? group.Nested : default;
            }
            else if (_dump.MoveNext())
            {
                _groups = Groups(_dump.Current);
            }
            else
            {
                return false;
            }
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();

    private AttributeReader Groups(NetlinkMessage message)
    {
        // The dump has RTM_GETMDB where events have RTM_NEWMDB (br_mdb_dump in net/bridge/br_mdb.c).
        if (message.Header.Type is not (MessageType.NewMdb or MessageType.GetMdb))
        {
            return default;
        }

        _index = message.Read<MulticastGroupHeader>(out AttributeReader attributes).Index;
        return _bridge == 0 || _index == _bridge ? attributes.Find(MDBA_MDB).Nested : default;
    }
}
