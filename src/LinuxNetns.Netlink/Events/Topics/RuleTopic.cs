namespace LinuxNetns.Netlink;

internal sealed class RuleTopic : EventTopic
{
    internal override NetlinkTopics Topic => NetlinkTopics.Rules;

    internal override MessageType New => MessageType.NewRule;

    internal override bool SharesKeys => true;

    internal override IEnumerable<int> Groups(byte family) => ByFamily(family, EventGroup.RTNLGRP_IPV4_RULE, EventGroup.RTNLGRP_IPV6_RULE);

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId) =>
        request.Begin(MessageType.GetRule, HeaderFlags.Dump, new RuleMessage { Family = family });

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        RuleMessage header = message.Read<RuleMessage>(out AttributeReader attributes);
        if (!IsWanted(header.Family, family))
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[64]);
        key.Add(header.Family);
        key.Add(attributes.Find(RuleAttribute.FRA_PRIORITY));
        var fingerprint = default(EventFingerprint);
        fingerprint.AddHeader(header);
        fingerprint.AddAll(attributes, []);
        return new EventEntry(key.ToString(), fingerprint.Value, new RoutingRule(message));
    }
}
