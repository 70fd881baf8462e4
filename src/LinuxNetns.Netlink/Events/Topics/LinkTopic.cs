namespace LinuxNetns.Netlink;

internal sealed class LinkTopic : EventTopic
{
    private const int IFLA_STATS = 7;
    private const int IFLA_WIRELESS = 11;
    private const int IFLA_EVENT = 44;
    private const int IFLA_NEW_NETNSID = 45;
    private const int IFLA_CARRIER_UP_COUNT = 47;
    private const int IFLA_CARRIER_DOWN_COUNT = 48;
    private const int IFLA_INFO_XSTATS = 3;
    private const int IFLA_BR_HELLO_TIMER = 16;
    private const int IFLA_BR_TCN_TIMER = 17;
    private const int IFLA_BR_TOPOLOGY_CHANGE_TIMER = 18;
    private const int IFLA_BR_GC_TIMER = 19;
    private const int IFLA_BRPORT_MESSAGE_AGE_TIMER = 21;
    private const int IFLA_BRPORT_FORWARD_DELAY_TIMER = 22;
    private const int IFLA_BRPORT_HOLD_TIMER = 23;

    internal override NetlinkTopics Topic => NetlinkTopics.Links;

    internal override MessageType New => MessageType.NewLink;

    internal override bool HasRemoteList => true;

    internal override IEnumerable<int> Groups(byte family) => [EventGroup.RTNLGRP_LINK];

    internal override IEnumerable<byte> Lists(byte family) => [AddressFamilyExtensions.AF_UNSPEC];

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId)
    {
        request.Begin(MessageType.GetLink, HeaderFlags.Dump, default(InterfaceInfo));
        request.Attribute(LinkAttribute.IFLA_EXT_MASK, LinkAttribute.RTEXT_FILTER_SKIP_STATS);
        request.Attribute(LinkAttribute.IFLA_TARGET_NETNSID, netnsId);
    }

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        InterfaceInfo info = message.Read<InterfaceInfo>(out AttributeReader attributes);
        // A bridge tells of its ports with the messages of links: a port that leaves is a link that "ends".
        if (info.Family != AddressFamilyExtensions.AF_UNSPEC)
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[sizeof(int)]);
        key.Add(info.Index);
        var row = new LinkRow(message);
        return new EventEntry(key.ToString(), Fingerprint(info, attributes), row.ToLink());
    }

    private static ulong Fingerprint(InterfaceInfo info, AttributeReader attributes)
    {
        var fingerprint = default(EventFingerprint);
        info.Change = LinkFlags.None;
        fingerprint.AddHeader(info);
        fingerprint.AddAll(attributes,
        [
            IFLA_STATS, LinkAttribute.IFLA_STATS64, IFLA_WIRELESS, IFLA_EVENT, IFLA_NEW_NETNSID, LinkAttribute.IFLA_NEW_IFINDEX, LinkAttribute.IFLA_TARGET_NETNSID,
            LinkAttribute.IFLA_CARRIER_CHANGES, IFLA_CARRIER_UP_COUNT, IFLA_CARRIER_DOWN_COUNT, LinkAttribute.IFLA_AF_SPEC, LinkAttribute.IFLA_LINKINFO,
        ]);

        // What a device is to IPv4 and IPv6 comes with counters, in lists only; NetworkConfigurations tell its changes.
        AttributeReader linkInfo = attributes.Find(LinkAttribute.IFLA_LINKINFO).Nested;
        fingerprint.AddAll(linkInfo, [IFLA_INFO_XSTATS, LinkAttribute.IFLA_INFO_DATA, LinkAttribute.IFLA_INFO_SLAVE_DATA]);
        bool isBridge = linkInfo.Find(LinkAttribute.IFLA_INFO_KIND).ReadStringBytes().SequenceEqual("bridge"u8);
        fingerprint.AddAll(
            linkInfo.Find(LinkAttribute.IFLA_INFO_DATA).Nested,
            isBridge ? [IFLA_BR_HELLO_TIMER, IFLA_BR_TCN_TIMER, IFLA_BR_TOPOLOGY_CHANGE_TIMER, IFLA_BR_GC_TIMER] : []);
        bool isPort = linkInfo.Find(LinkAttribute.IFLA_INFO_SLAVE_KIND).ReadStringBytes().SequenceEqual("bridge"u8);
        fingerprint.AddAll(
            linkInfo.Find(LinkAttribute.IFLA_INFO_SLAVE_DATA).Nested,
            isPort ? [IFLA_BRPORT_MESSAGE_AGE_TIMER, IFLA_BRPORT_FORWARD_DELAY_TIMER, IFLA_BRPORT_HOLD_TIMER] : []);
        return fingerprint.Value;
    }
}
