namespace LinuxNetns.Netlink;

/// <summary>All topics, in an order in which what comes later may name what comes earlier.</summary>
internal static class EventTopics
{
    internal static readonly EventTopic[] All =
    [
        new NetnsIdTopic(), new LinkTopic(), new AddressTopic(), new NetconfTopic(), new NextHopTopic(), new RouteTopic(), new RuleTopic(), new NeighborTopic(),
        new PrefixTopic(),
    ];

    internal static IEnumerable<EventTopic> Of(NetlinkMonitorOptions options) => All.Where(topic => options.Topics.HasFlag(topic.Topic));

    /// <summary>The groups to join. Who listens to all namespaces must hear of their coming and going.</summary>
    internal static int[] GroupsOf(NetlinkMonitorOptions options) =>
        [.. All.Where(topic => options.Topics.HasFlag(topic.Topic) || (options.AllNetnsIds && topic.Topic == NetlinkTopics.NetnsIds))
            .SelectMany(topic => topic.Groups(options.Family.ToKernel()))];
}
