namespace LinuxNetns.Netlink;

internal sealed class PrefixTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.Prefixes;

    internal override MessageType New => MessageType.NewPrefix;

    internal override bool HasList => false;

    internal override IEnumerable<int> Groups(byte family) => family == AddressFamilyExtensions.AF_INET ? [] : [EventGroup.RTNLGRP_IPV6_PREFIX];

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        PrefixInfo info = message.Read<PrefixInfo>(out AttributeReader attributes);
        if (!IsWanted(info.Family, family))
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[64]);
        key.Add(info.Index);
        key.Add(info.Length);
        key.Add(attributes.Find(AdvertisedPrefix.PREFIX_ADDRESS));
        return new EventEntry(key.ToString(), 0, new AdvertisedPrefix(info, attributes));
    }
}
