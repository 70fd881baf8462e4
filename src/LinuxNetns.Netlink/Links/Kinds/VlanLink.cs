namespace LinuxNetns.Netlink;

/// <summary>A VLAN of the device below (kind <c>vlan</c>, man 8 ip-link, IFLA_VLAN_* of linux/if_link.h).</summary>
public sealed record VlanLink : Link
{
    private const int IFLA_VLAN_ID = 1;
    private const int IFLA_VLAN_QOS_MAPPING = 1;
    private const int VLAN_FLAG_REORDER_HDR = 1;
    private const int IFLA_VLAN_FLAGS = 2;
    private const int VLAN_FLAG_GVRP = 2;
    private const int IFLA_VLAN_EGRESS_QOS = 3;
    private const int IFLA_VLAN_INGRESS_QOS = 4;
    private const int VLAN_FLAG_LOOSE_BINDING = 4;
    private const int IFLA_VLAN_PROTOCOL = 5;
    private const int VLAN_FLAG_MVRP = 8;
    private const int VLAN_FLAG_BRIDGE_BINDING = 16;

    private readonly EquatableList<VlanQosMapping>? _ingress;
    private readonly EquatableList<VlanQosMapping>? _egress;

    /// <summary>Describes a VLAN device; <see cref="Link.Lower"/> and <see cref="VlanId"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VlanLink(string name = "") : base(name) => Kind = "vlan";

    internal VlanLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_VLAN_ID:
                    VlanId = attribute.ReadAtMost(BridgeVlan.MaxId);
                    break;
                case IFLA_VLAN_PROTOCOL:
                    Protocol = (VlanProtocol)attribute.ReadBigEndian16();
                    break;
                case IFLA_VLAN_FLAGS:
                    var read = new MaskedFlags(attribute.Read<uint>(), ~0u);
                    ReorderHeader = read[VLAN_FLAG_REORDER_HDR];
                    Gvrp = read[VLAN_FLAG_GVRP];
                    LooseBinding = read[VLAN_FLAG_LOOSE_BINDING];
                    Mvrp = read[VLAN_FLAG_MVRP];
                    BridgeBinding = read[VLAN_FLAG_BRIDGE_BINDING];
                    break;
                case IFLA_VLAN_INGRESS_QOS:
                    _ingress = ReadMap(attribute.Nested);
                    break;
                case IFLA_VLAN_EGRESS_QOS:
                    _egress = ReadMap(attribute.Nested);
                    break;
            }
        }
    }

    /// <summary>The VLAN's number, 0 to 4094 (IFLA_VLAN_ID).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public ushort? VlanId
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, 4094, nameof(VlanId));
            field = value;
        }
    }

    /// <summary>Which tag it puts before the frames (IFLA_VLAN_PROTOCOL). 802.1Q unless told otherwise.</summary>
    public VlanProtocol? Protocol { get; init; }

    /// <summary>The tag is taken out of frames before others see them (VLAN_FLAG_REORDER_HDR); on unless told otherwise.</summary>
    public bool? ReorderHeader { get; init; }

    /// <summary>The VLAN is announced by GVRP (VLAN_FLAG_GVRP).</summary>
    public bool? Gvrp { get; init; }

    /// <summary>The VLAN is announced by MVRP (VLAN_FLAG_MVRP).</summary>
    public bool? Mvrp { get; init; }

    /// <summary>It does not follow whether the device below is up (VLAN_FLAG_LOOSE_BINDING).</summary>
    public bool? LooseBinding { get; init; }

    /// <summary>On a bridge, it follows the ports of its VLAN instead of the bridge (VLAN_FLAG_BRIDGE_BINDING, Linux 5.2).</summary>
    public bool? BridgeBinding { get; init; }

    /// <summary>From the tag's priority to the packet's (IFLA_VLAN_INGRESS_QOS). What is not named stays as it is.</summary>
    public IReadOnlyList<VlanQosMapping>? IngressQos
    {
        get => _ingress;
        init => _ingress = EquatableList<VlanQosMapping>.Of(value);
    }

    /// <summary>From the packet's priority to the tag's (IFLA_VLAN_EGRESS_QOS). What is not named stays as it is.</summary>
    public IReadOnlyList<VlanQosMapping>? EgressQos
    {
        get => _egress;
        init => _egress = EquatableList<VlanQosMapping>.Of(value);
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_VLAN_ID, VlanId);
        request.BigEndian(IFLA_VLAN_PROTOCOL, (ushort?)Protocol, nameof(Protocol));
        MaskedFlags flags = default(MaskedFlags).With(ReorderHeader, VLAN_FLAG_REORDER_HDR).With(Gvrp, VLAN_FLAG_GVRP).With(LooseBinding, VLAN_FLAG_LOOSE_BINDING)
            .With(Mvrp, VLAN_FLAG_MVRP).With(BridgeBinding, VLAN_FLAG_BRIDGE_BINDING);
        if (flags.Mask != 0)
        {
            request.Attribute(IFLA_VLAN_FLAGS, flags, nameof(ReorderHeader));
        }

        WriteMap(ref request, IFLA_VLAN_INGRESS_QOS, IngressQos, nameof(IngressQos));
        WriteMap(ref request, IFLA_VLAN_EGRESS_QOS, EgressQos, nameof(EgressQos));
    }

    private static void WriteMap(ref NetlinkWriter request, int type, IReadOnlyList<VlanQosMapping>? map, string name)
    {
        if (map is not { Count: > 0 })
        {
            return;
        }

        int nest = request.BeginNested(type, name);
        foreach (VlanQosMapping line in map)
        {
            request.Attribute(IFLA_VLAN_QOS_MAPPING, line, name);
        }

        request.EndNested(nest);
    }

    private static EquatableList<VlanQosMapping>? ReadMap(AttributeReader list)
    {
        var map = new List<VlanQosMapping>();
        while (list.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == IFLA_VLAN_QOS_MAPPING)
            {
                map.Add(attribute.Read<VlanQosMapping>());
            }
        }

        return EquatableList<VlanQosMapping>.Of(map);
    }
}
