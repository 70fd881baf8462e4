using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// A next hop as an object of its own, which routes name by its id: a way, a blackhole, or a group of others. Linux 5.3. Read, a snapshot of what RTM_GETNEXTHOP
/// reports; written, what to add, as <c>ip nexthop</c>. linux/nexthop.h, ip-nexthop(8).
/// </summary>
public sealed partial record NextHop : NetlinkObject
{
    private readonly AddressFamily? _family;
    private readonly EquatableList<NextHopGroupMember>? _group;

    /// <summary>Describes a next hop.</summary>
    /// <param name="id">Its id, from 1; 0: the kernel chooses.</param>
    public NextHop(uint id = 0) => Id = id;

    internal NextHop(in NetlinkMessage message)
    {
        NextHopMessage header = message.Read<NextHopMessage>(out AttributeReader attributes);
        _family = AddressFamilyExtensions.FromKernel(header.Family);
        Scope = new RouteScope(header.Scope);
        Protocol = new RouteProtocol(header.Protocol);
        Flags = header.Flags;
        NetlinkAttribute encapsulation = default;
        int encapsulationType = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NextHopAttribute.NHA_ID:
                    Id = attribute.Read<uint>();
                    break;
                case NextHopAttribute.NHA_GROUP:
                    _group = ReadGroup(attribute.Value);
                    break;
                case NextHopAttribute.NHA_BLACKHOLE:
                    IsBlackhole = true;
                    break;
                case NextHopAttribute.NHA_OIF:
                    Device = LinkReference.Reported(attribute.Read<int>());
                    break;
                case NextHopAttribute.NHA_GATEWAY:
                    Gateway = attribute.ReadAddress();
                    break;
                case NextHopAttribute.NHA_ENCAP_TYPE:
                    encapsulationType = attribute.Read<ushort>();
                    break;
                case NextHopAttribute.NHA_ENCAP:
                    encapsulation = attribute;
                    break;
                case NextHopAttribute.NHA_FDB:
                    IsFdb = true;
                    break;
                case NextHopAttribute.NHA_RES_GROUP:
                    Resilient = ReadResilient(attribute.Nested);
                    break;
            }
        }

        Encapsulation = RouteEncapsulation.Read(encapsulationType, encapsulation.Value);
    }

    /// <summary>Its id (NHA_ID).</summary>
    public uint Id { get; init; }

    /// <summary>IPv4 or IPv6; of a group, unspecified. Where it is not said, that of <see cref="Gateway"/>, else IPv4.</summary>
    public AddressFamily Family
    {
        get => _family ?? (_group is not null ? AddressFamily.Unspecified : Gateway?.AddressFamily ?? AddressFamily.InterNetwork);
        init => _family = value;
    }

    /// <summary>The gateway (NHA_GATEWAY, <c>via</c>).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The device (NHA_OIF); needed, but for blackholes, groups and <see cref="IsFdb"/>.</summary>
    public LinkReference? Device { get; init; }

    /// <summary>Packets are dropped (NHA_BLACKHOLE).</summary>
    public bool IsBlackhole { get; init; }

    /// <summary>For entries of a VXLAN's forwarding database, not for routes (NHA_FDB); Linux 5.8.</summary>
    public bool IsFdb { get; init; }

    /// <summary>The next hops of a group (NHA_GROUP).</summary>
    public IReadOnlyList<NextHopGroupMember>? Group
    {
        get => _group;
        init => _group = EquatableList<NextHopGroupMember>.Of(value);
    }

    /// <summary>Of a resilient group: how it works (NHA_RES_GROUP).</summary>
    public ResilientGroup? Resilient { get; init; }

    /// <summary>What packets are wrapped in (NHA_ENCAP).</summary>
    public RouteEncapsulation? Encapsulation { get; init; }

    /// <summary>Who made it; unless told otherwise, nobody says.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>How far it is: host for a device alone, link for a gateway. The kernel's word.</summary>
    public RouteScope? Scope { get; internal init; }

    /// <summary>State (RTNH_F_*).</summary>
    public RouteFlags Flags { get; internal init; }

    /// <summary>The gateway is on the link, whatever the addresses say (RTNH_F_ONLINK).</summary>
    public bool OnLink
    {
        get => (Flags & RouteFlags.OnLink) != 0;
        init => Flags = value ? Flags | RouteFlags.OnLink : Flags & ~RouteFlags.OnLink;
    }

    /// <summary>Its id, and the gateway.</summary>
    public override string ToString() =>
        $"{Id.ToString(CultureInfo.InvariantCulture)}{(Gateway is null ? "" : $" via {Gateway}")}{(Device is LinkReference device ? $" dev {device}" : "")}";

    internal override string Describe() => $"next hop {this}";

    private static EquatableList<NextHopGroupMember>? ReadGroup(ReadOnlySpan<byte> value)
    {
        var members = new List<NextHopGroupMember>();
        foreach (NextHopGroupEntry entry in MemoryMarshal.Cast<byte, NextHopGroupEntry>(value))
        {
            members.Add(new NextHopGroupMember(entry.Id, ((entry.WeightHigh << 8) | entry.Weight) + 1));
        }

        return EquatableList<NextHopGroupMember>.Of(members);
    }

    private static ResilientGroup ReadResilient(AttributeReader attributes)
    {
        var group = new ResilientGroup();
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            group = attribute.Type switch
            {
                NextHopAttribute.NHA_RES_GROUP_BUCKETS => group with { Buckets = attribute.Read<ushort>() },
                NextHopAttribute.NHA_RES_GROUP_IDLE_TIMER => group with { IdleTimer = KernelTime.FromCentiseconds(attribute.Read<uint>()) },
                NextHopAttribute.NHA_RES_GROUP_UNBALANCED_TIMER => group with { UnbalancedTimer = KernelTime.FromCentiseconds(attribute.Read<uint>()) },
                NextHopAttribute.NHA_RES_GROUP_UNBALANCED_TIME => group with { UnbalancedTime = KernelTime.FromCentiseconds(Math.Min(attribute.Read<ulong>(), uint.MaxValue)) },
                _ => group,
            };
        }

        return group;
    }
}
