using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>
/// Turns datagrams of the multicast groups, and lists, into events. For one reader at a time. Lists are asked for by another socket, after the groups
/// are joined, so whatever they miss comes as news behind them. News older than the list bring an object back to what it was for a moment, and forward
/// again: the last word about each is the kernel's last.
/// </summary>
internal sealed partial class EventStream
{
    private const int MaxLists = 5;

    private readonly INetlinkTransport _transport;
    private readonly EventLists _lists;
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
    private ListDoubt _doubt;

    internal EventStream(INetlinkTransport transport, NetlinkExchange exchange, NetlinkMonitorOptions options, TimeProvider? clock = null)
    {
        _doubt = new ListDoubt(clock ?? TimeProvider.System);
        _transport = transport;
        _told = [.. EventTopics.Of(options)];
        _family = options.Family.ToKernel();
        _all = options.AllNetnsIds;
        _lists = new EventLists(exchange, _told, _family, _all);
        _includeExisting = options.IncludeExisting;
        _keeps = options.Resync == NetlinkResync.Differences;
    }

    /// <summary>Lists must be read before there can be more news.</summary>
    internal bool MustSynchronize => !_started || _lost || _newIds.Count > 0 || _doubt.Remaining == TimeSpan.Zero;

    /// <summary>Lists are due then at the latest; null where only news can make them due.</summary>
    internal TimeSpan? SynchronizeIn => _doubt.Remaining;

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
                Compare();
                _lost = false;
                _newIds.Clear();
            }
            else if (_doubt.Remaining == TimeSpan.Zero)
            {
                Recheck();
            }

            Welcome();
        }
        catch (NetlinkDumpInterruptedException)
        {
            // In a storm no list is to be had. It will pass: the reader comes back.
            Thread.Sleep(Random.Shared.Next(10, 50));
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
