using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>
/// Which forwarding entries go with <see cref="ForwardingTable.Flush"/>: those that have all that is said, as with <c>bridge fdb flush</c>. False is <c>no…</c>,
/// null is both. The ends of VXLANs only a VXLAN knows (Linux 6.7), other databases refuse them.
/// </summary>
public sealed record ForwardingFilter
{
    /// <summary>Those that point to this port of a bridge; the bridge itself: its own (NDA_IFINDEX, <c>brport</c>).</summary>
    public LinkReference? Port { get; init; }

    /// <summary>Those of this VLAN, 1 to 4094 (NDA_VLAN).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public ushort? VlanId
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, BridgeVlan.MaxId, nameof(VlanId));
            field = value;
        }
    }

    /// <summary>Those that stay for good and are the device's own addresses (NUD_PERMANENT, <c>permanent</c>).</summary>
    public bool? IsPermanent { get; init; }

    /// <summary>Those that age; not: permanent and static ones (no NUD_NOARP, <c>dynamic</c>). Neither permanent nor dynamic is static.</summary>
    public bool? IsDynamic { get; init; }

    /// <summary>Those that somebody added, and that were not learnt (NTF_USE, <c>added_by_user</c>).</summary>
    public bool? IsAddedByUser { get; init; }

    /// <summary>Those that a program has learnt (NTF_EXT_LEARNED, <c>extern_learn</c>).</summary>
    public bool? IsExternallyLearned { get; init; }

    /// <summary>Those that do not move to another port (NTF_STICKY).</summary>
    public bool? IsSticky { get; init; }

    /// <summary>Those that hardware forwards (NTF_OFFLOADED).</summary>
    public bool? IsOffloaded { get; init; }

    /// <summary>Those whose destination is a router (NTF_ROUTER); VXLAN.</summary>
    public bool? IsRouter { get; init; }

    /// <summary>Those of this other end (NDA_DST); VXLAN.</summary>
    public IPAddress? Destination { get; init; }

    /// <summary>Those of this UDP port of the other end (NDA_PORT); VXLAN.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>Those that are sent with this network identifier, 24 bits (NDA_VNI); VXLAN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public uint? Vni
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, VxlanLink.MaxVni, nameof(Vni));
            field = value;
        }
    }

    /// <summary>Those that are for this network identifier, 24 bits (NDA_SRC_VNI); VXLAN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public uint? SourceVni
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, VxlanLink.MaxVni, nameof(SourceVni));
            field = value;
        }
    }

    /// <summary>Those of this nexthop group (NDA_NH_ID); VXLAN.</summary>
    public uint? NextHopId { get; init; }

    /// <summary>NUD_* that an entry must have, and those that it must not have among the mask.</summary>
    internal (ushort Value, ushort Mask) States
    {
        get
        {
            (ushort value, ushort mask) = IsPermanent is bool permanent ? (permanent ? ForwardingAttribute.NUD_PERMANENT : (ushort)0, ForwardingAttribute.NUD_PERMANENT) : default;
            return IsDynamic switch
            {
                true => (value, (ushort)(mask | ForwardingAttribute.NUD_NOARP | ForwardingAttribute.NUD_PERMANENT)),
                false => ((ushort)(value | ForwardingAttribute.NUD_NOARP), (ushort)(mask | ForwardingAttribute.NUD_NOARP)),
                null => (value, mask),
            };
        }
    }

    /// <summary>As <see cref="States"/>, of NTF_*.</summary>
    internal (ForwardingFlags Value, ForwardingFlags Mask) Flags
    {
        get
        {
            var value = ForwardingFlags.None;
            var mask = ForwardingFlags.None;
            foreach ((ForwardingFlags flag, bool? wanted) in ((ForwardingFlags, bool?)[])
            [
                (ForwardingFlags.Use, IsAddedByUser), (ForwardingFlags.ExternallyLearned, IsExternallyLearned), (ForwardingFlags.Sticky, IsSticky),
                (ForwardingFlags.Offloaded, IsOffloaded), (ForwardingFlags.Router, IsRouter),
            ])
            {
                value |= wanted == true ? flag : ForwardingFlags.None;
                mask |= wanted is null ? ForwardingFlags.None : flag;
            }

            return (value, mask);
        }
    }
}
