namespace LinuxNetns.Netlink;

/// <summary>A family of generic netlink: what a part of the kernel offers by messages (CTRL_CMD_GETFAMILY of linux/genetlink.h, <c>genl ctrl list</c>).</summary>
public sealed record GenericNetlinkFamily
{
    internal GenericNetlinkFamily(in NetlinkMessage message)
    {
        var groups = new List<GenericNetlinkGroup>();
        message.Read<GenericHeader>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case ControlAttribute.CTRL_ATTR_FAMILY_ID:
                    Id = attribute.Read<ushort>();
                    break;
                case ControlAttribute.CTRL_ATTR_FAMILY_NAME:
                    Name = attribute.ReadString();
                    break;
                case ControlAttribute.CTRL_ATTR_VERSION:
                    Version = attribute.Read<int>();
                    break;
                case ControlAttribute.CTRL_ATTR_HDRSIZE:
                    HeaderSize = attribute.Read<int>();
                    break;
                case ControlAttribute.CTRL_ATTR_MAXATTR:
                    MaxAttribute = attribute.Read<int>();
                    break;
                case ControlAttribute.CTRL_ATTR_MCAST_GROUPS:
                    ReadGroups(attribute.Nested, groups);
                    break;
            }
        }

        Groups = groups;
    }

    /// <summary>The message type of its messages; another one after its module was loaded again.</summary>
    public int Id { get; }

    /// <summary>Its name: <c>nl80211</c>, <c>ethtool</c>, <c>wireguard</c>, …</summary>
    public string Name { get; } = "";

    /// <summary>The version of its messages.</summary>
    public int Version { get; }

    /// <summary>Size in bytes of a header of its own, between the general one and the attributes.</summary>
    public int HeaderSize { get; }

    /// <summary>The highest attribute that it knows, or 0 where it does not say.</summary>
    public int MaxAttribute { get; }

    /// <summary>Its multicast groups.</summary>
    public IReadOnlyList<GenericNetlinkGroup> Groups { get; }

    private static void ReadGroups(AttributeReader list, List<GenericNetlinkGroup> groups)
    {
        while (list.TryRead(out NetlinkAttribute item))
        {
            NetlinkAttribute id = item.Nested.Find(ControlAttribute.CTRL_ATTR_MCAST_GRP_ID);
            groups.Add(new GenericNetlinkGroup(item.Nested.Find(ControlAttribute.CTRL_ATTR_MCAST_GRP_NAME).ReadString(), id.Read<int>()));
        }
    }
}
