namespace LinuxNetns.Netlink;

internal sealed class NetconfTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.NetworkConfigurations;

    internal override MessageType New => MessageType.NewNetconf;

    internal override IEnumerable<int> Groups(byte family) => ByFamily(family, EventGroup.RTNLGRP_IPV4_NETCONF, EventGroup.RTNLGRP_IPV6_NETCONF);

    internal override IEnumerable<byte> Lists(byte family) => ByFamily(family, AddressFamilyExtensions.AF_INET, AddressFamilyExtensions.AF_INET6).Select(value => (byte)value);

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetNetconf, HeaderFlags.Dump, new RoutingFamily { Family = family });

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        byte actual = message.Read<RoutingFamily>(out _).Family;
        return IsWanted(actual, family) ? Entry(new NetworkConfiguration(message)) : null;
    }

    /// <summary>News hold only what changed.</summary>
    internal override EventEntry Merge(EventEntry known, EventEntry news) => Entry(((NetworkConfiguration)known.Item).With((NetworkConfiguration)news.Item));

    private static EventEntry Entry(NetworkConfiguration item)
    {
        var key = new EventKey(stackalloc byte[1 + sizeof(int)]);
        key.Add(item.Family.ToKernel());
        key.Add(item.RawIndex);
        return new EventEntry(key.ToString(), (uint)item.GetHashCode(), item);
    }
}
