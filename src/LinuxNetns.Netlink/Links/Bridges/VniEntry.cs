using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// Network identifiers that a VXLAN with <see cref="VxlanLink.VniFilter"/> lets in (RTM_NEWTUNNEL, VXLAN_VNIFILTER_* of linux/if_link.h, <c>bridge vni</c>); all
/// others it drops. Linux 5.18.
/// </summary>
/// <example><code>
/// ns.Links.Add(new VxlanLink("vx") { External = true, VniFilter = true, DestinationPort = 4789 });
/// ns.Bridges.Vnis.Add(new VniEntry("vx", 100) { LastVni = 199, Remote = IPAddress.Parse("239.1.1.1") });
/// </code></example>
public sealed record VniEntry : NetlinkObject
{
    /// <summary>Describes one network identifier, or several.</summary>
    /// <param name="device">The VXLAN.</param>
    /// <param name="vni">24 bits.</param>
    /// <exception cref="ArgumentException">No device is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The network identifier has more than 24 bits.</exception>
    public VniEntry(LinkReference device, uint vni)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vni, VxlanLink.MaxVni);
        Device = device == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(device)) : device;
        Vni = vni;
    }

    private VniEntry(int device, AttributeReader attributes)
    {
        Device = LinkReference.Reported(device) ?? LinkReference.None;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case VniAttribute.VXLAN_VNIFILTER_ENTRY_START:
                    Vni = attribute.ReadAtMost(VxlanLink.MaxVni);
                    break;
                case VniAttribute.VXLAN_VNIFILTER_ENTRY_END:
                    LastVni = attribute.ReadAtMost(VxlanLink.MaxVni);
                    break;
                case VniAttribute.VXLAN_VNIFILTER_ENTRY_GROUP or VniAttribute.VXLAN_VNIFILTER_ENTRY_GROUP6:
                    IPAddress address = attribute.ReadAddress();
                    Remote = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address;
                    break;
                case VniAttribute.VXLAN_VNIFILTER_ENTRY_STATS:
                    Statistics = new VniStatistics(attribute.Nested);
                    break;
            }
        }
    }

    /// <summary>The VXLAN.</summary>
    public LinkReference Device { get; }

    /// <summary>The network identifier, or the first of several.</summary>
    public uint Vni { get; }

    /// <summary>The last of several; null: it is one. Read, those that follow each other and have the same end are one entry.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 24 bits.</exception>
    public uint? LastVni
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, VxlanLink.MaxVni, nameof(LastVni));
            field = value;
        }
    }

    /// <summary>The other end, or the multicast group of all (<c>remote</c>, <c>group</c>); null: none of their own.</summary>
    public IPAddress? Remote { get; init; }

    /// <summary>What has passed, where that was asked for. Never sent.</summary>
    public VniStatistics? Statistics { get; internal init; }

    internal static void Read(NetlinkMessage message, int device, List<VniEntry> entries)
    {
        int index = message.Read<VniMessage>(out AttributeReader attributes).Index;
        while ((device == 0 || index == device) && attributes.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == VniAttribute.VXLAN_VNIFILTER_ENTRY)
            {
                entries.Add(new VniEntry(index, attribute.Nested));
            }
        }
    }

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb is not (Verb.Add or Verb.Delete))
        {
            throw new NotSupportedException("A network identifier cannot be replaced: adding it again gives it another end.");
        }

        if (LastVni <= Vni)
        {
            throw Invalid.Range(nameof(LastVni), LastVni, "It is not behind the first.");
        }

        request.Begin(
            verb == Verb.Delete ? MessageType.DeleteTunnel : MessageType.NewTunnel, HeaderFlags.Ack,
            new VniMessage { Family = AddressFamilyExtensions.AF_BRIDGE, Index = links.IndexOf(Device) });
        int entry = request.BeginNested(VniAttribute.VXLAN_VNIFILTER_ENTRY);
        request.Attribute(VniAttribute.VXLAN_VNIFILTER_ENTRY_START, Vni);
        request.Attribute(VniAttribute.VXLAN_VNIFILTER_ENTRY_END, LastVni);
        request.Attribute(
            Remote?.AddressFamily == AddressFamily.InterNetworkV6 ? VniAttribute.VXLAN_VNIFILTER_ENTRY_GROUP6 : VniAttribute.VXLAN_VNIFILTER_ENTRY_GROUP, Remote);
        request.EndNested(entry);
        request.End();
    }

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture, $"VNI {Vni}{(LastVni is uint last ? $" to {last}" : "")} of \"{Device}\"");
}
