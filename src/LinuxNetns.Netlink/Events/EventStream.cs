using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>
/// Turns datagrams of the multicast groups, and lists, into events. For one reader at a time. Lists are asked for by another socket, after the groups
/// are joined, so whatever they miss comes as news behind them. News older than the list bring an object back to what it was for a moment, and forward
/// again: the last word about each is the kernel's last.
/// </summary>
internal sealed class EventStream
{
    private readonly INetlinkTransport _transport;
    private readonly NetlinkExchange _exchange;
    private readonly EventTopic[] _told;
    private readonly byte _family;
    private readonly bool _all;
    private readonly bool _includeExisting;
    private readonly bool _keeps;
    private readonly Queue<NetlinkEvent> _events = new();
    private readonly Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> _scopes = [];
    private readonly List<int> _newIds = [];
    private byte[] _buffer = new byte[8 * 1024];
    private bool _started;
    private bool _lost;

    internal EventStream(INetlinkTransport transport, NetlinkExchange exchange, NetlinkMonitorOptions options)
    {
        _transport = transport;
        _exchange = exchange;
        _told = [.. EventTopics.Of(options)];
        _family = options.Family.ToKernel();
        _all = options.AllNetnsIds;
        _includeExisting = options.IncludeExisting;
        _keeps = options.Resync == NetlinkResync.Differences;
    }

    /// <summary>Lists must be read before there can be more news.</summary>
    internal bool MustSynchronize => !_started || _lost || _newIds.Count > 0;

    /// <summary>The next event; false when nothing is there now, or a list is due.</summary>
    internal bool TryRead([NotNullWhen(true)] out NetlinkEvent? e)
    {
        while (!_events.TryDequeue(out e))
        {
            if (MustSynchronize || !ReceiveOne())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the lists that are due.</summary>
    /// <exception cref="NetlinkException">The kernel refused one.</exception>
    internal void Synchronize()
    {
        try
        {
            if (!_started)
            {
                Begin();
                _started = true;
            }
            else if (_lost)
            {
                // What waits is older than the list and may be older than what was lost: applied after it, it would be the last word.
                _transport.DropQueued();
                Compare();
                _lost = false;
                _newIds.Clear();
            }

            Welcome();
        }
        catch (NetlinkDumpInterruptedException)
        {
            // In a storm no list is to be had. It will pass: the reader comes back.
            Thread.Sleep(Random.Shared.Next(10, 50));
        }
    }

    /// <summary>The first lists.</summary>
    private void Begin()
    {
        if (_includeExisting || _keeps)
        {
            Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh = ListAll();
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
            foreach (EventTopic topic in _told.Where(topic => topic.HasRemoteList))
            {
                if (TryList(topic, id) is { } scope)
                {
                    TellExisting(id, topic.Topic, scope);
                    Keep(new() { [(id, topic.Topic)] = scope });
                }
            }

            _newIds.Remove(id);
        }
    }

    /// <summary>The differences: what is gone first, from what names others to what is named.</summary>
    private void Compare()
    {
        Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> fresh = ListAll();
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

        // What the kernel cannot list from here is not known any more.
        _scopes.Clear();
        Keep(fresh);
        Tell(NetlinkEventKind.Listening);
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

    private Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> ListAll()
    {
        var fresh = new Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope>();
        foreach (EventTopic topic in _told.Where(topic => topic.HasList))
        {
            fresh.Add((NetnsIdAttribute.NotAssigned, topic.Topic), List(topic, null));
        }

        if (_all)
        {
            foreach (int id in new NetnsIdTable(_exchange).List().Select(entry => entry.Id))
            {
                foreach (EventTopic topic in _told.Where(topic => topic.HasRemoteList))
                {
                    if (TryList(topic, id) is { } scope)
                    {
                        fresh[(id, topic.Topic)] = scope;
                    }
                }
            }
        }

        return fresh;
    }

    /// <summary>Null where the list cannot be had: the namespace is gone, or privilege over it is missing.</summary>
    private EventScope? TryList(EventTopic topic, int netnsId)
    {
        try
        {
            return List(topic, netnsId);
        }
        catch (NetlinkException refused) when (refused.Errno is Errno.EINVAL or Errno.EACCES or Errno.EPERM or Errno.ENOENT or Errno.EOPNOTSUPP)
        {
            return null;
        }
    }

    private EventScope List(EventTopic topic, int? netnsId)
    {
        var scope = new EventScope();
        foreach (byte family in topic.Lists(_family))
        {
            List(topic, family, netnsId, scope);
        }

        return scope;
    }

    private void List(EventTopic topic, byte family, int? netnsId, EventScope scope)
    {
        var request = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            topic.WriteList(ref request, family, netnsId);
            request.End();
            foreach (NetlinkMessage message in _exchange.Dump(request.Written, $"list {topic.Topic}"))
            {
                if (message.Header.Type == topic.New && topic.Read(message, _family) is { } entry)
                {
                    scope.Put(entry, isUnique: !topic.SharesKeys);
                }
            }
        }
        catch (NetlinkException absent) when (netnsId is null && absent.Errno is Errno.EOPNOTSUPP or Errno.EAFNOSUPPORT)
        {
            // A kernel without the topic, or without IPv6.
        }
        finally
        {
            request.Dispose();
        }
    }

    private bool ReceiveOne()
    {
        int length;
        int netnsId;
        try
        {
            length = _transport.Receive(_buffer, out netnsId);
        }
        catch (NetlinkException overflow) when (overflow.Errno == Errno.ENOBUFS)
        {
            _lost = _keeps;
            if (!_keeps)
            {
                // The kernel goes on losing, without another word, until the queue was empty: only then is a list that the reader makes followed by all news.
                _transport.DropQueued();
            }

            Tell(NetlinkEventKind.Resync);
            return true;
        }

        if (length < 0)
        {
            return false;
        }

        if (length > _buffer.Length)
        {
            // It is still queued.
            _buffer = new byte[length];
            return true;
        }

        var reader = new NetlinkReader(_buffer.AsSpan(0, length));
        while (reader.TryRead(out NetlinkMessage message))
        {
            Apply(message, netnsId);
        }

        return true;
    }

    private void Apply(in NetlinkMessage message, int netnsId)
    {
        if (_all)
        {
            FollowIds(message, netnsId);
        }

        foreach (EventTopic topic in _told)
        {
            bool isNew = message.Header.Type == topic.New;
            if ((isNew || message.Header.Type == topic.Delete) && topic.Read(message, _family) is { } entry)
            {
                NetlinkEventKind kind = !isNew ? NetlinkEventKind.Removed : NetlinkEventKind.Changed;
                if (_keeps && topic.HasList)
                {
                    kind = Follow(topic, netnsId, entry, isNew, message.Header.Flags);
                }

                _events.Enqueue(Event(kind, netnsId, topic.Topic, entry.Item));
            }
        }
    }

    private NetlinkEventKind Follow(EventTopic topic, int netnsId, EventEntry entry, bool isNew, HeaderFlags flags)
    {
        if (!_scopes.TryGetValue((netnsId, topic.Topic), out EventScope? scope))
        {
            _scopes[(netnsId, topic.Topic)] = scope = new EventScope();
        }

        if (!isNew)
        {
            scope.Remove(entry, isUnique: !topic.SharesKeys);
            return NetlinkEventKind.Removed;
        }

        if (scope.Find(entry.Key) is { } known)
        {
            entry = topic.Merge(known, entry);
        }

        bool isKnown = scope.Put(entry, isUnique: !topic.SharesKeys, replaces: (flags & HeaderFlags.Replace) != 0);
        return isKnown ? NetlinkEventKind.Changed : NetlinkEventKind.Added;
    }

    /// <summary>A namespace gets an id, or ends, and what was in it with it.</summary>
    private void FollowIds(in NetlinkMessage message, int netnsId)
    {
        // The ids that others have for others are nothing to us.
        if (netnsId >= 0 || message.Header.Type is not (MessageType.NewNetnsId or MessageType.DeleteNetnsId))
        {
            return;
        }

        int id = new NetnsIdMessage(message).Id;
        foreach ((int NetnsId, NetlinkTopics Topic) key in _scopes.Keys.Where(key => key.NetnsId == id).ToArray())
        {
            _scopes.Remove(key);
        }

        _newIds.Remove(id);
        if (message.Header.Type == MessageType.NewNetnsId && id >= 0 && (_keeps || _includeExisting))
        {
            _newIds.Add(id);
        }
    }

    private void Tell(NetlinkEventKind kind) => _events.Enqueue(new NetlinkEvent { Kind = kind });

    private static NetlinkEvent Event(NetlinkEventKind kind, int netnsId, NetlinkTopics topic, object item) =>
        new() { Kind = kind, Topic = topic, NetnsId = netnsId >= 0 ? netnsId : null, Item = item };
}
