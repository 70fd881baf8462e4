namespace LinuxNetns.Netlink;

public partial record Link
{
    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        switch (verb)
        {
            case Verb.Add:
                WriteAdd(ref request, links);
                break;
            case Verb.Delete:
                request.Begin(MessageType.DeleteLink, HeaderFlags.Ack, new InterfaceInfo { Index = Index });
                if (Index == 0)
                {
                    request.Attribute(LinkName.AttributeOf(Name), Name);
                }

                request.End();
                break;
            default:
                throw new NotSupportedException($"A link cannot be {verb.Word()}d as it is.");
        }
    }

    /// <summary>RTM_NEWLINK for a link that is there: what is not null changes.</summary>
    internal void WriteChange(ref NetlinkWriter request, int index, LinkResolver links)
    {
        request.Begin(MessageType.NewLink, HeaderFlags.Ack, new InterfaceInfo { Index = index, Flags = _flags & _change, Change = _change });
        WriteBase(ref request, links);
        if (Kind is not null)
        {
            WriteInfo(ref request, links);
        }

        request.End();
    }

    private void WriteAdd(ref NetlinkWriter request, LinkResolver links)
    {
        if (Kind is null)
        {
            throw new NotSupportedException("Only a link of a kind can be made: a VethLink, a BridgeLink, …");
        }

        request.Begin(
            MessageType.NewLink,
            HeaderFlags.Ack | HeaderFlags.Create | HeaderFlags.Exclusive,
            new InterfaceInfo { Index = Index, Flags = _flags & _change, Change = _change });
        WriteBase(ref request, links);
        if (LowerNamespace is NetnsReference lowerNamespace)
        {
            request.Attribute(LinkAttribute.IFLA_LINK_NETNSID, links.IdOf(lowerNamespace), nameof(LowerNamespace));
        }

        if (Lower is LinkReference lower)
        {
            request.Attribute(LinkAttribute.IFLA_LINK, links.IndexOf(lower, LowerNamespace), nameof(Lower));
        }

        WriteInfo(ref request, links);
        request.End();
    }

    private protected void WriteBase(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(LinkAttribute.IFLA_IFNAME, Name.Length > 0 ? Name : null, nameof(Name));
        Namespace?.Write(ref request, nameof(Namespace));
        request.Attribute(LinkAttribute.IFLA_MTU, Mtu);
        // A tunnel reports its own end as its address; that is not set this way.
        request.Attribute(LinkAttribute.IFLA_ADDRESS, Address?.GetAddressBytes().Length is 4 or 16 ? null : Address, nameof(Address));
        if (Master is LinkReference master)
        {
            request.Attribute(LinkAttribute.IFLA_MASTER, links.IndexOf(master), nameof(Master));
        }

        request.Attribute(LinkAttribute.IFLA_TXQLEN, TransmitQueueLength);
        request.Attribute(LinkAttribute.IFLA_GROUP, Group);
        request.Attribute(LinkAttribute.IFLA_IFALIAS, Alias);
    }

    private void WriteInfo(ref NetlinkWriter request, LinkResolver links)
    {
        int info = request.BeginNested(LinkAttribute.IFLA_LINKINFO);
        request.Attribute(LinkAttribute.IFLA_INFO_KIND, Kind);
        int data = request.BeginNested(LinkAttribute.IFLA_INFO_DATA);
        WriteData(ref request, links);
        request.EndNestedUnlessEmpty(data);
        request.EndNested(info);
    }

    /// <summary>The other end that is made with a veth or netkit: a link message within the message.</summary>
    internal void WriteAsPeer(ref NetlinkWriter request, int type, LinkResolver links)
    {
        int start = request.BeginNested(type, new InterfaceInfo { Index = Index, Flags = _flags & _change, Change = _change });
        WriteBase(ref request, links);
        request.EndNested(start);
    }
}
