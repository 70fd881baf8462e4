namespace LinuxNetns.Netlink;

internal sealed class RouteTopic : EventTopic
{
    private const RouteFlags Offloading =
        RouteFlags.NextHopOffload | RouteFlags.NextHopTrap | RouteFlags.Offload | RouteFlags.Trap | RouteFlags.OffloadFailed;

    internal override NetlinkTopics Topic => NetlinkTopics.Routes;

    internal override MessageType New => MessageType.NewRoute;

    /// <summary>IPv4 has routes that differ in their next hop alone, IPv6 one for each device with the same network.</summary>
    internal override bool SharesKeys => true;

    internal override bool ListCanBeWrong => true;

    internal override IEnumerable<int> Groups(byte family) => ByFamily(family, EventGroup.RTNLGRP_IPV4_ROUTE, EventGroup.RTNLGRP_IPV6_ROUTE);

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetRoute, HeaderFlags.Dump, new RouteMessage { Family = family });

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        RouteMessage header = message.Read<RouteMessage>(out AttributeReader attributes);
        // Clones are a cache of exceptions: no list has them.
        if (!IsWanted(header.Family, family) || (header.Flags & RouteFlags.Cloned) != 0)
        {
            return null;
        }

        var row = new RouteRow(message);
        var key = new EventKey(stackalloc byte[128]);
        key.Add(header.Family);
        key.Add(header.DestinationLength);
        key.Add(header.SourceLength);
        key.Add(header.TypeOfService);
        key.Add(row.Table.Value);
        key.Add(row.Priority);
        key.Add(attributes.Find(RouteAttribute.RTA_DST));
        key.Add(attributes.Find(RouteAttribute.RTA_SRC));
        // What becomes of a device marks its routes without a word, and marks them when they are told of for the last time.
        header.Flags &= ~(RouteFlags.Dead | RouteFlags.LinkDown | RouteFlags.Unresolved | Offloading);
        var fingerprint = default(EventFingerprint);
        fingerprint.AddHeader(header);
        fingerprint.AddAll(attributes, [RouteAttribute.RTA_CACHEINFO, RouteAttribute.RTA_EXPIRES]);
        return new EventEntry(key.ToString(), fingerprint.Value, row.ToRoute());
    }
}
