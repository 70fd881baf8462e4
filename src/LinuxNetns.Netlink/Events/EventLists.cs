namespace LinuxNetns.Netlink;

/// <summary>Asks the kernel for the lists of the topics that are told of.</summary>
internal sealed class EventLists
{
    private readonly NetlinkExchange _exchange;
    private readonly EventTopic[] _told;
    private readonly byte _family;
    private readonly bool _all;

    internal EventLists(NetlinkExchange exchange, EventTopic[] told, byte family, bool all)
    {
        _exchange = exchange;
        _told = told;
        _family = family;
        _all = all;
    }

    /// <summary>Some of the lists can be wrong without a word from the kernel.</summary>
    internal bool CanBeWrong => _told.Any(topic => topic.ListCanBeWrong);

    /// <summary>All lists, also those of the other network namespaces.</summary>
    internal Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> All()
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
                foreach ((NetlinkTopics topic, EventScope scope) in Of(id))
                {
                    fresh[(id, topic)] = scope;
                }
            }
        }

        return fresh;
    }

    /// <summary>The lists that can be wrong: there are none of other namespaces.</summary>
    internal Dictionary<(int NetnsId, NetlinkTopics Topic), EventScope> Doubtful() =>
        _told.Where(topic => topic.ListCanBeWrong).ToDictionary(topic => (NetnsIdAttribute.NotAssigned, topic.Topic), topic => List(topic, null));

    /// <summary>The lists that can be had of another namespace: none where it is gone, or privilege over it is missing.</summary>
    internal IEnumerable<(NetlinkTopics Topic, EventScope Scope)> Of(int netnsId)
    {
        foreach (EventTopic topic in _told.Where(topic => topic.HasRemoteList))
        {
            if (TryList(topic, netnsId) is { } scope)
            {
                yield return (topic.Topic, scope);
            }
        }
    }

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
}
