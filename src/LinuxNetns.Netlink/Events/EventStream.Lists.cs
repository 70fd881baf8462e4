namespace LinuxNetns.Netlink;

/// <content>What is read of lists: at the beginning, after a loss, and where there is doubt.</content>
internal sealed partial class EventStream
{
    /// <summary>The first lists.</summary>
    private void Begin()
    {
        if (_includeExisting || _keeps)
        {
            long? mark = _transport.ArrivalMark;
            Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh = _lists.All();
            _ = IsSure(mark);
            foreach (((int netnsId, NetlinkTopics topic), EventScope scope) in fresh)
            {
                TellExisting(netnsId, topic, scope);
            }

            Keep(fresh);
        }

        Tell(NetlinkEventKind.Listening);
    }

    /// <summary>What is there in namespaces that have just got an id.</summary>
    private void Welcome()
    {
        while (_newIds.Count > 0)
        {
            int id = _newIds[^1];
            foreach ((NetlinkTopics topic, EventScope scope) in _lists.Of(id))
            {
                TellExisting(id, topic, scope);
                Keep(new() { [(id, topic)] = scope });
            }

            _newIds.Remove(id);
        }
    }

    /// <summary>The lists after a loss. In a storm they are taken again a few times: what they missed would be told as gone, for a moment.</summary>
    private void Compare()
    {
        Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh;
        long? mark;
        int lists = 0;
        do
        {
            // What waits is older than the list and may be older than what was lost: applied after it, it would be the last word.
            _transport.DropQueued();
            mark = _transport.ArrivalMark;
            fresh = _lists.All();
        }
        while (!IsSure(mark) && ++lists < MaxLists);

        TellDifferences(fresh);

        // What the kernel cannot list from here is not known any more.
        _scopes.Clear();
        Keep(fresh);
        Tell(NetlinkEventKind.Listening);
    }

    /// <summary>Lists again what may have been listed wrong, and believes only a list during which nothing happened.</summary>
    private void Recheck()
    {
        long? mark = _transport.ArrivalMark;
        Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh = _lists.Doubtful();
        if (IsSure(mark))
        {
            TellDifferences(fresh);
            Keep(fresh);
        }
    }

    /// <summary>
    /// The lists just made are right: the kernel would have marked a change meanwhile, or there is no news of any. Unmarked, a list of IPv6 routes or
    /// of neighbors that change misses some and repeats others (fib6_dump_table, neigh_dump_table: they go on by counting).
    /// </summary>
    private bool IsSure(long? mark)
    {
        bool isSure = !_keeps || !_lists.CanBeWrong || _transport.ArrivalMark == mark;
        if (isSure)
        {
            _doubt.End();
        }
        else
        {
            _doubt.Arise();
        }

        return isSure;
    }

    /// <summary>What is gone first, from what names others to what is named.</summary>
    private void TellDifferences(Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh)
    {
        var removed = new List<NetlinkEvent>();
        var put = new List<NetlinkEvent>();
        foreach (((int netnsId, NetlinkTopics topic), EventScope scope) in fresh)
        {
            var gone = new List<EventEntry>();
            var there = new List<(NetlinkEventKind Kind, EventEntry Entry)>();
            _scopes.GetValueOrDefault((netnsId, topic), new EventScope()).Compare(scope, isUnique: !_told.First(told => told.Topic == topic).SharesKeys, gone, there);
            removed.AddRange(gone.Select(entry => Event(NetlinkEventKind.Removed, netnsId, topic, entry.Item)));
            put.AddRange(there.Select(change => Event(change.Kind, netnsId, topic, change.Entry.Item)));
        }

        removed.Reverse();
        foreach (NetlinkEvent e in removed.Concat(put))
        {
            _events.Enqueue(e);
        }
    }

    private void TellExisting(int netnsId, NetlinkTopics topic, EventScope scope)
    {
        if (_includeExisting)
        {
            foreach (EventEntry entry in scope.Entries)
            {
                _events.Enqueue(Event(NetlinkEventKind.Existing, netnsId, topic, entry.Item));
            }
        }
    }

    private void Keep(Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh)
    {
        if (_keeps)
        {
            foreach (((int NetnsId, NetlinkTopics Topic) key, EventScope scope) in fresh)
            {
                _scopes[key] = scope;
            }
        }
    }
}
