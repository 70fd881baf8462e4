namespace LinuxNetns.Netlink;

/// <summary>An Ethernet bridge (kind <c>bridge</c>, man 8 ip-link, IFLA_BR_* of linux/if_link.h).</summary>
public sealed record BridgeLink : Link
{
    private const int IFLA_BR_FORWARD_DELAY = 1;
    private const int IFLA_BR_STP_STATE = 5;
    private const int IFLA_BR_VLAN_FILTERING = 7;

    /// <summary>Describes a bridge.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public BridgeLink(string name = "") : base(name) => Kind = "bridge";

    internal BridgeLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BR_FORWARD_DELAY:
                    ForwardDelay = attribute.Read<uint>();
                    break;
                case IFLA_BR_STP_STATE:
                    SpanningTree = attribute.Read<uint>() != 0;
                    break;
                case IFLA_BR_VLAN_FILTERING:
                    VlanFiltering = attribute.ReadBool();
                    break;
            }
        }
    }

    /// <summary>How long a port listens and learns, in hundredths of a second (IFLA_BR_FORWARD_DELAY).</summary>
    public uint? ForwardDelay { get; init; }

    /// <summary>The spanning tree protocol runs (IFLA_BR_STP_STATE).</summary>
    public bool? SpanningTree { get; init; }

    /// <summary>Frames are filtered by VLAN (IFLA_BR_VLAN_FILTERING).</summary>
    public bool? VlanFiltering { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_BR_FORWARD_DELAY, ForwardDelay);
        request.Attribute(IFLA_BR_STP_STATE, SpanningTree.ToUInt32(), nameof(SpanningTree));
        request.Attribute(IFLA_BR_VLAN_FILTERING, VlanFiltering);
    }
}
