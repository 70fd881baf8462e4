namespace LinuxNetns.Netlink;

internal sealed class NextHopTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.NextHops;

    internal override MessageType New => MessageType.NewNextHop;

    internal override IEnumerable<int> Groups(byte family) => [EventGroup.RTNLGRP_NEXTHOP];

    internal override IEnumerable<byte> Lists(byte family) => [AddressFamilyExtensions.AF_UNSPEC];

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetNextHop, HeaderFlags.Dump, default(NextHopMessage));

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        NextHopMessage header = message.Read<NextHopMessage>(out AttributeReader attributes);
        // Groups and blackholes have no family of their own.
        if (header.Family != AddressFamilyExtensions.AF_UNSPEC && !IsWanted(header.Family, family))
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[64]);
        key.Add(attributes.Find(NextHopAttribute.NHA_ID));
        var fingerprint = default(EventFingerprint);
        fingerprint.AddHeader(header);
        fingerprint.AddAll(attributes, [NextHopAttribute.NHA_RES_GROUP]);
        return new EventEntry(key.ToString(), fingerprint.Value, new NextHop(message));
    }
}
