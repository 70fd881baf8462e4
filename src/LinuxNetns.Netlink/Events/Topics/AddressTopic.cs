namespace LinuxNetns.Netlink;

internal sealed class AddressTopic : EventTopic
{
    private const int IFA_TARGET_NETNSID = 10;

    internal override NetlinkTopics Topic => NetlinkTopics.Addresses;

    internal override MessageType New => MessageType.NewAddress;

    internal override bool HasRemoteList => true;

    internal override IEnumerable<int> Groups(byte family) => ByFamily(family, EventGroup.RTNLGRP_IPV4_IFADDR, EventGroup.RTNLGRP_IPV6_IFADDR);

    internal override void WriteList(ref NetlinkWriter request, byte family, int? netnsId)
    {
        request.Begin(MessageType.GetAddress, HeaderFlags.Dump, new InterfaceAddressMessage { Family = family });
        request.Attribute(IFA_TARGET_NETNSID, netnsId);
    }

    internal override EventEntry? Read(in NetlinkMessage message, byte family)
    {
        InterfaceAddressMessage header = message.Read<InterfaceAddressMessage>(out AttributeReader attributes);
        if (!IsWanted(header.Family, family))
        {
            return null;
        }

        var key = new EventKey(stackalloc byte[96]);
        key.Add(header.Family);
        key.Add(header.Index);
        key.Add(header.PrefixLength);
        key.Add(attributes.Find(AddressAttribute.IFA_ADDRESS));
        key.Add(attributes.Find(AddressAttribute.IFA_LOCAL));
        var fingerprint = default(EventFingerprint);
        fingerprint.AddHeader(header);
        // Lifetimes run down; that an address is deprecated is a flag.
        fingerprint.AddAll(attributes, [AddressAttribute.IFA_CACHEINFO, IFA_TARGET_NETNSID]);
        return new EventEntry(key.ToString(), fingerprint.Value, new AddressRow(message).ToAddress());
    }
}
