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
                WriteDelete(ref request, LinkReference.FromLink(this), links);
                break;
            default:
                throw new NotSupportedException($"A link cannot be {verb.Word()}d as it is.");
        }
    }

    /// <summary>RTM_DELLINK. A name alone goes as it is, so that it need not be there yet when a batch is written.</summary>
    internal static void WriteDelete(ref NetlinkWriter request, LinkReference link, LinkResolver links)
    {
        int index = link.Index == 0 ? 0 : links.IndexOf(link);
        request.Begin(MessageType.DeleteLink, HeaderFlags.Ack, new InterfaceInfo { Index = index });
        if (index == 0)
        {
            string name = link.Name ?? throw new ArgumentException("No link is named.", nameof(link));
            request.Attribute(LinkName.AttributeOf(name), name);
        }

        request.End();
    }

    /// <summary>What the kernel takes of a device that is there only, and ignores in the message that makes one (rtnl_create_link in net/core/rtnetlink.c).</summary>
    internal bool HasMoreThanCreationTakes => Alias is not null || _sendsProtocolDown || Ipv6AddressGeneration is not null || Port is not null;

    /// <summary>What the message that makes the device takes.</summary>
    internal Link WithoutWhatComesLater => this with { Alias = null, IsProtocolDown = null, Ipv6AddressGeneration = null, Port = null };

    /// <summary>What is left to change when the device has been made.</summary>
    internal Link AfterCreation => new() { Alias = Alias, IsProtocolDown = _sendsProtocolDown ? IsProtocolDown : null, Ipv6AddressGeneration = Ipv6AddressGeneration, Port = Port };

    /// <summary>RTM_NEWLINK for a link that is there: what is not null changes.</summary>
    internal void WriteChange(ref NetlinkWriter request, int index, LinkResolver links)
    {
        request.Begin(MessageType.NewLink, HeaderFlags.Ack, new InterfaceInfo { Index = index, Flags = _flags & _change, Change = _change });
        WriteBase(ref request, links);
        request.Attribute(LinkAttribute.IFLA_CARRIER, _sendsCarrier ? Carrier : null, nameof(Carrier));
        request.Attribute(LinkAttribute.IFLA_PROTO_DOWN, _sendsProtocolDown ? IsProtocolDown : null, nameof(IsProtocolDown));
        if (Ipv6AddressGeneration is not null)
        {
            int families = request.BeginNested(LinkAttribute.IFLA_AF_SPEC, nameof(Ipv6AddressGeneration));
            int inet6 = request.BeginNested(AddressFamilyExtensions.AF_INET6, nameof(Ipv6AddressGeneration));
            request.Attribute(LinkAttribute.IFLA_INET6_ADDR_GEN_MODE, Ipv6AddressGeneration);
            request.EndNested(inet6);
            request.EndNested(families);
        }

        if (Kind is not null || Port is not null)
        {
            WriteInfo(ref request, links, Port);
        }

        request.End();
    }

    private void WriteAdd(ref NetlinkWriter request, LinkResolver links)
    {
        if (Kind is null)
        {
            throw new NotSupportedException("Only a link of a kind can be made: a VethLink, a BridgeLink, …");
        }

        if (HasMoreThanCreationTakes)
        {
            throw new NotSupportedException("An alias, a port's settings, IPv6 address generation and \"protocol down\" take a second message: LinkTable.Add sends it, a batch does not.");
        }

        request.Begin(
            MessageType.NewLink,
            HeaderFlags.Ack | HeaderFlags.Create | HeaderFlags.Exclusive,
            new InterfaceInfo { Index = Index, Flags = _flags & _change, Change = _change });
        WriteBase(ref request, links);
        if (LowerNamespace is NetnsReference lowerNamespace)
        {
            request.Attribute(LinkAttribute.IFLA_LINK_NETNSID, links.IdOf(lowerNamespace, Namespace), nameof(LowerNamespace));
        }

        if (Lower is LinkReference lower)
        {
            request.Attribute(LinkAttribute.IFLA_LINK, links.IndexOf(lower, LowerNamespace), nameof(Lower));
        }

        request.Attribute(LinkAttribute.IFLA_NUM_TX_QUEUES, TransmitQueues);
        request.Attribute(LinkAttribute.IFLA_NUM_RX_QUEUES, ReceiveQueues);
        WriteInfo(ref request, links, null);
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
        request.Attribute(LinkAttribute.IFLA_BROADCAST, BroadcastAddress);
        request.Attribute(LinkAttribute.IFLA_LINKMODE, LinkMode);
        request.Attribute(LinkAttribute.IFLA_GSO_MAX_SIZE, GsoMaxSize);
        request.Attribute(LinkAttribute.IFLA_GSO_MAX_SEGS, GsoMaxSegments);
        request.Attribute(LinkAttribute.IFLA_GRO_MAX_SIZE, GroMaxSize);
        request.Attribute(LinkAttribute.IFLA_GSO_IPV4_MAX_SIZE, GsoIpv4MaxSize);
        request.Attribute(LinkAttribute.IFLA_GRO_IPV4_MAX_SIZE, GroIpv4MaxSize);
    }

    private void WriteInfo(ref NetlinkWriter request, LinkResolver links, LinkPort? port)
    {
        int info = request.BeginNested(LinkAttribute.IFLA_LINKINFO);
        if (Kind is not null)
        {
            request.Attribute(LinkAttribute.IFLA_INFO_KIND, Kind);
            int data = request.BeginNested(LinkAttribute.IFLA_INFO_DATA);
            WriteData(ref request, links);
            request.EndNestedUnlessEmpty(data);
        }

        port?.Write(ref request, links);
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
