namespace LinuxNetns.Netlink;

internal sealed class NeighborTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.Neighbors;

    internal override MessageType New => MessageType.NewNeighbor;

    internal override bool ListCanBeWrong => true;

    internal override IEnumerable<int> Groups(byte family) => [EventGroup.RTNLGRP_NEIGH];

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetNeighbor, HeaderFlags.Dump, new NeighborMessage { Family = family });

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        NeighborMessage header = message.Read<NeighborMessage>(out AttributeReader attributes);
        var row = new NeighborRow(message);
        // The group has the forwarding entries of bridges too, and a proxy for all has no address.
        if (!IsWanted(header.Family, family) || !row.IsInternet)
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[64]);
        key.Add(header.Family);
        key.Add(header.Index);
        key.Add((byte)(header.Flags & (byte)NeighborFlags.Proxy));
        key.Add(attributes.Find(NeighborAttribute.NDA_DST));
        var fingerprint = default(EventFingerprint);
        fingerprint.AddHeader(header);
        fingerprint.AddAll(attributes, [NeighborAttribute.NDA_CACHEINFO, NeighborAttribute.NDA_PROBES]);
        return new EventEntry(key.ToString(), fingerprint.Value, row.ToNeighbor());
    }
}
