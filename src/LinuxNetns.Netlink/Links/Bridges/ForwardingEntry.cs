using System.Net;
using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>Where a hardware address is: an entry of the forwarding database of a bridge or a VXLAN (RTM_NEWNEIGH with AF_BRIDGE, man 8 bridge).</summary>
/// <example><code>ns.Bridges.Forwarding.Append(new ForwardingEntry("vxlan0", PhysicalAddress.Parse("00-00-00-00-00-00")) { Destination = IPAddress.Parse("192.0.2.2") });</code></example>
public sealed record ForwardingEntry : NetlinkObject
{
    private const int HardwareAddressLength = 6;

    /// <summary>Describes an entry.</summary>
    /// <param name="device">The port, or the VXLAN.</param>
    /// <param name="address">Six bytes; all zero is a VXLAN's entry for what it does not know.</param>
    /// <exception cref="ArgumentException">The address has not six bytes, or no device is named.</exception>
    public ForwardingEntry(LinkReference device, PhysicalAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.GetAddressBytes().Length != HardwareAddressLength)
        {
            throw new ArgumentException($"The hardware address {address} has not six bytes.", nameof(address));
        }

        Device = device == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(device)) : device;
        Address = address;
    }

    internal ForwardingEntry(in ForwardingRow row)
    {
        Device = LinkReference.Reported(row.DeviceIndex) ?? LinkReference.None;
        Bridge = LinkReference.Reported(row.BridgeIndex);
        Flags = row.Flags;
        State = row.State;
        Address = row.Address.IsEmpty ? PhysicalAddress.None : new PhysicalAddress(row.Address.ToArray());
        VlanId = row.VlanId;
        Destination = row.Destination.IsEmpty ? null : new IPAddress(row.Destination);
        Vni = row.Vni;
        var attributes = new AttributeReader(row.Attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case ForwardingAttribute.NDA_CACHEINFO:
                    // struct nda_cacheinfo: confirmed, used, updated, references
                    if (attribute.Value.Length >= 12)
                    {
                        Used = KernelTime.FromCentiseconds(BitConverter.ToUInt32(attribute.Value[4..]));
                        Updated = KernelTime.FromCentiseconds(BitConverter.ToUInt32(attribute.Value[8..]));
                    }

                    break;
                case ForwardingAttribute.NDA_PORT:
                    DestinationPort = attribute.ReadBigEndian16();
                    break;
                case ForwardingAttribute.NDA_IFINDEX:
                    Via = LinkReference.Reported(attribute.Read<int>());
                    break;
                case ForwardingAttribute.NDA_SRC_VNI:
                    SourceVni = attribute.ReadAtMost(VxlanLink.MaxVni);
                    break;
                case ForwardingAttribute.NDA_NH_ID:
                    NextHopId = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>The hardware address (NDA_LLADDR).</summary>
    public PhysicalAddress Address { get; }

    /// <summary>The device: a port, a VXLAN, a bridge.</summary>
    public LinkReference Device { get; }

    /// <summary>The bridge whose database it is in (NDA_MASTER). Read back only; written, <see cref="ForwardingFlags.Master"/> says that it goes there.</summary>
    public LinkReference? Bridge { get; internal init; }

    /// <summary>Whose database it is in, and more. Read, the master's where the kernel names it (NDA_MASTER). Without <see cref="ForwardingFlags.Self"/> and <see cref="ForwardingFlags.Master"/>, it is written with the former, as <c>bridge fdb</c> does.</summary>
    public ForwardingFlags Flags { get; init; }

    /// <summary>How long it lives; null is written as <see cref="ForwardingState.Permanent"/>, as <c>bridge fdb</c> does.</summary>
    public ForwardingState? State { get; init; }

    /// <summary>The VLAN, 1 to 4094 (NDA_VLAN); null: none.</summary>
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

    /// <summary>VXLAN: the other end (NDA_DST).</summary>
    public IPAddress? Destination { get; init; }

    /// <summary>VXLAN: the other end's UDP port (NDA_PORT); null: the device's.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>VXLAN: the network identifier to send with, 24 bits (NDA_VNI); null: the device's.</summary>
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

    /// <summary>VXLAN with <see cref="VxlanLink.External"/>: the network identifier that the entry is for, 24 bits (NDA_SRC_VNI).</summary>
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

    /// <summary>VXLAN: the device to send by (NDA_IFINDEX).</summary>
    public LinkReference? Via { get; init; }

    /// <summary>VXLAN: a nexthop group of the fdb kind instead of <see cref="Destination"/> (NDA_NH_ID, Linux 5.8).</summary>
    public uint? NextHopId { get; init; }

    /// <summary>How long ago it was used (NDA_CACHEINFO).</summary>
    public TimeSpan? Used { get; internal init; }

    /// <summary>How long ago it changed (NDA_CACHEINFO).</summary>
    public TimeSpan? Updated { get; internal init; }

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        ForwardingFlags flags = (Flags & (ForwardingFlags.Self | ForwardingFlags.Master)) == 0 ? Flags | ForwardingFlags.Self : Flags;
        ushort state = State switch
        {
            // As bridge(8) has them; a VXLAN's database refuses NUD_NOARP alone.
            ForwardingState.Static => ForwardingAttribute.NUD_NOARP | ForwardingAttribute.NUD_REACHABLE,
            ForwardingState.Dynamic or ForwardingState.Stale => ForwardingAttribute.NUD_REACHABLE,
            _ => ForwardingAttribute.NUD_NOARP | ForwardingAttribute.NUD_PERMANENT,
        };
        var header = new ForwardingMessage { Family = AddressFamilyExtensions.AF_BRIDGE, Index = links.IndexOf(Device), Flags = flags & ~ForwardingFlags.Offloaded, State = state };
        request.Begin(verb == Verb.Delete ? MessageType.DeleteNeighbor : MessageType.NewNeighbor, verb.Flags(), header);
        request.Attribute(ForwardingAttribute.NDA_LLADDR, Address);
        request.Attribute(ForwardingAttribute.NDA_DST, Destination);
        request.Attribute(ForwardingAttribute.NDA_VLAN, VlanId);
        request.BigEndian(ForwardingAttribute.NDA_PORT, DestinationPort);
        request.Attribute(ForwardingAttribute.NDA_VNI, Vni);
        request.Attribute(ForwardingAttribute.NDA_SRC_VNI, SourceVni);
        request.Attribute(ForwardingAttribute.NDA_IFINDEX, links.IndexOf(Via), nameof(Via));
        request.Attribute(ForwardingAttribute.NDA_NH_ID, NextHopId);
        request.End();
    }

    internal override string Describe() => $"forwarding entry {string.Join(':', Address.GetAddressBytes().Select(value => value.ToString("x2", null)))} of \"{Device}\"";
}
