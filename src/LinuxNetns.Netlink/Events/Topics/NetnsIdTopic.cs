namespace LinuxNetns.Netlink;

internal sealed class NetnsIdTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.NetnsIds;

    internal override MessageType New => MessageType.NewNetnsId;

    internal override IEnumerable<int> Groups(byte family) => [EventGroup.RTNLGRP_NSID];

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetNetnsId, HeaderFlags.Dump, default(RoutingFamily));

    internal override EventEntry Read(in NetlinkMessage message, byte family)
    {
        var ids = new NetnsIdMessage(message);
        var key = new EventKey(stackalloc byte[sizeof(int)]);
        key.Add(ids.Id);
        return new EventEntry(key.ToString(), 0, ids.ToEntry());
    }
}
