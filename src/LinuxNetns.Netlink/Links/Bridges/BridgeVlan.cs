using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>That a port, or a bridge itself, is in a VLAN (IFLA_BRIDGE_VLAN_INFO of linux/if_bridge.h, man 8 bridge).</summary>
public sealed record BridgeVlan : NetlinkObject
{
    internal const ushort MaxId = 4094;

    private const int IFLA_BRIDGE_FLAGS = 0;
    private const int IFLA_BRIDGE_VLAN_INFO = 2;
    private const ushort BRIDGE_FLAGS_MASTER = 1;
    private const ushort BRIDGE_FLAGS_SELF = 2;
    private const ushort BRIDGE_VLAN_INFO_PVID = 1 << 1;
    private const ushort BRIDGE_VLAN_INFO_UNTAGGED = 1 << 2;
    private const ushort BRIDGE_VLAN_INFO_RANGE_BEGIN = 1 << 3;
    private const ushort BRIDGE_VLAN_INFO_RANGE_END = 1 << 4;

    /// <summary>Describes one VLAN, or several.</summary>
    /// <param name="device">The port; with <see cref="Self"/>, the bridge.</param>
    /// <param name="vlanId">1 to 4094.</param>
    /// <exception cref="ArgumentException">No device is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The VLAN is none.</exception>
    public BridgeVlan(LinkReference device, int vlanId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vlanId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vlanId, MaxId);
        Device = device == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(device)) : device;
        VlanId = vlanId;
    }

    private BridgeVlan(LinkReference device, Info info)
    {
        Device = device;
        VlanId = info.Id;
        IsPvid = (info.Flags & BRIDGE_VLAN_INFO_PVID) != 0;
        IsUntagged = (info.Flags & BRIDGE_VLAN_INFO_UNTAGGED) != 0;
    }

    /// <summary>The port or the bridge.</summary>
    public LinkReference Device { get; }

    /// <summary>The VLAN's number.</summary>
    public int VlanId { get; }

    /// <summary>For writing: all VLANs from <see cref="VlanId"/> to this one. Read, each stands for itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not after <see cref="VlanId"/>, or over 4094.</exception>
    public int? LastVlanId
    {
        get;
        init
        {
            if (value is int last)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(last, VlanId, nameof(LastVlanId));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(last, MaxId, nameof(LastVlanId));
            }

            field = value;
        }
    }

    /// <summary>Frames that come in without a tag are of this VLAN (BRIDGE_VLAN_INFO_PVID).</summary>
    public bool IsPvid { get; init; }

    /// <summary>Frames of it go out without a tag (BRIDGE_VLAN_INFO_UNTAGGED).</summary>
    public bool IsUntagged { get; init; }

    /// <summary>For writing: <see cref="Device"/> is the bridge itself, not a port (BRIDGE_FLAGS_SELF).</summary>
    public bool Self { get; init; }

    internal static void Read(in NetlinkMessage message, int device, List<BridgeVlan> vlans)
    {
        int index = message.Read<InterfaceInfo>(out AttributeReader attributes).Index;
        if (device != 0 && index != device)
        {
            return;
        }

        AttributeReader spec = attributes.Find(LinkAttribute.IFLA_AF_SPEC).Nested;
        while (spec.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == IFLA_BRIDGE_VLAN_INFO)
            {
                vlans.Add(new BridgeVlan(LinkReference.Reported(index) ?? LinkReference.None, attribute.Read<Info>()));
            }
        }
    }

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (IsPvid && LastVlanId is not null)
        {
            throw new ArgumentException("Only one VLAN can be that of frames without a tag.");
        }

        int index = links.IndexOf(Device);
        request.Begin(
            verb == Verb.Delete ? MessageType.DeleteLink : MessageType.SetLink, HeaderFlags.Ack, new InterfaceInfo { Family = AddressFamilyExtensions.AF_BRIDGE, Index = index });
        int spec = request.BeginNested(LinkAttribute.IFLA_AF_SPEC);
        request.Attribute(IFLA_BRIDGE_FLAGS, Self ? BRIDGE_FLAGS_SELF : BRIDGE_FLAGS_MASTER, nameof(Self));
        int flags = (IsPvid ? BRIDGE_VLAN_INFO_PVID : 0) | (IsUntagged ? BRIDGE_VLAN_INFO_UNTAGGED : 0);
        if (LastVlanId is int last)
        {
            request.Attribute(IFLA_BRIDGE_VLAN_INFO, new Info { Flags = (ushort)(flags | BRIDGE_VLAN_INFO_RANGE_BEGIN), Id = (ushort)VlanId }, nameof(VlanId));
            request.Attribute(IFLA_BRIDGE_VLAN_INFO, new Info { Flags = (ushort)(flags | BRIDGE_VLAN_INFO_RANGE_END), Id = (ushort)last }, nameof(LastVlanId));
        }
        else
        {
            request.Attribute(IFLA_BRIDGE_VLAN_INFO, new Info { Flags = (ushort)flags, Id = (ushort)VlanId }, nameof(VlanId));
        }

        request.EndNested(spec);
        request.End();
    }

    internal override string Describe() => LastVlanId is int last ? $"VLANs {VlanId} to {last} of \"{Device}\"" : $"VLAN {VlanId} of \"{Device}\"";

    /// <summary>struct bridge_vlan_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Info
    {
        internal ushort Flags;
        internal ushort Id;
    }
}
