namespace LinuxNetns.Netlink;

/// <summary>
/// A device of IPsec: what goes in is transformed by the policies and states that have its id (kind <c>xfrm</c>, ip-link(8), IFLA_XFRM_* of linux/if_link.h).
/// <see cref="Link.Lower"/> is the device that packets leave by.
/// </summary>
public sealed record XfrmLink : Link
{
    private const int IFLA_XFRM_LINK = 1;
    private const int IFLA_XFRM_IF_ID = 2;
    private const int IFLA_XFRM_COLLECT_METADATA = 3;

    /// <summary>Describes a device; <see cref="InterfaceId"/> or <see cref="External"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public XfrmLink(string name = "") : base(name) => Kind = "xfrm";

    internal XfrmLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_XFRM_IF_ID:
                    InterfaceId = attribute.Read<uint>();
                    break;
                case IFLA_XFRM_COLLECT_METADATA:
                    External = true;
                    break;
            }
        }
    }

    /// <summary>The id that policies and states name it by (IFLA_XFRM_IF_ID); not 0.</summary>
    public uint? InterfaceId { get; init; }

    /// <summary>Routes say the id for every packet, and one device serves all (IFLA_XFRM_COLLECT_METADATA, Linux 6.1 and later).</summary>
    public bool External { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        if (Lower is LinkReference lower)
        {
            request.Attribute(IFLA_XFRM_LINK, links.IndexOf(lower, LowerNamespace), nameof(Lower));
        }

        request.Attribute(IFLA_XFRM_IF_ID, InterfaceId);
        request.Flag(IFLA_XFRM_COLLECT_METADATA, External);
    }
}
