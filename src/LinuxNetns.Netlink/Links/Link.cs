using System.Globalization;
using System.Net.NetworkInformation;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// A network device. Read, it is a snapshot of what RTM_GETLINK reports, of the type of its kind (<see cref="VethLink"/>, <see cref="BridgeLink"/>, …);
/// written, it is what to create or to change. rtnetlink(7), linux/if_link.h.
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent: the kernel's default stands. Indexes are unique within a network namespace only.</remarks>
public partial record Link : NetlinkObject
{
    private readonly LinkFlags _flags;
    private readonly LinkFlags _change;

    /// <summary>Describes a change of a link, of whatever kind.</summary>
    public Link()
    {
    }

    /// <summary>Describes a link by its name; the kernel chooses one where it is empty and the link is to be made.</summary>
    /// <param name="name">At most 15 bytes, without '/', ':' and white space.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Link(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    internal Link(in LinkRow row)
    {
        Index = row.Index;
        _name = row.NameText;
        _flags = row.Flags;
        OperationalState = row.OperationalState;
        Mtu = row.Mtu;
        HardwareType = row.HardwareType;
        Address = row.AddressObject;
        Kind = row.Kind.IsEmpty ? null : Encoding.UTF8.GetString(row.Kind);
        Master = LinkReference.Reported(row.MasterIndex);
        Lower = LinkReference.Reported(row.LowerIndex);
        LowerNetnsId = row.LowerNetnsId;
        IsNetnsImmutable = row.IsNetnsImmutable;

        var attributes = new AttributeReader(row.Attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_TXQLEN:
                    TransmitQueueLength = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GROUP:
                    Group = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_IFALIAS:
                    Alias = attribute.ReadString();
                    break;
            }
        }
    }

    private readonly string _name = "";

    /// <summary>Interface index, from 1; 0 where the link is only described. One may be chosen for a link to be made.</summary>
    public int Index { get; init; }

    /// <summary>Name (IFLA_IFNAME), at most 15 bytes; in a change, the new name, and empty for no other.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public string Name
    {
        get => _name;
        init
        {
            if (value.Length > 0)
            {
                LinkName.Check(value, nameof(value));
            }

            _name = value;
        }
    }

    /// <summary>Flags (IFF_*).</summary>
    public LinkFlags Flags
    {
        get => _flags;
        internal init => _flags = value;
    }

    /// <summary>An administrator has set it up (IFF_UP). Whether it carries packets says <see cref="OperationalState"/>.</summary>
    public bool IsUp
    {
        get => (_flags & LinkFlags.Up) != 0;
        init => (_flags, _change) = With(LinkFlags.Up, value);
    }

    /// <summary>The state of RFC 2863 (IFLA_OPERSTATE).</summary>
    public OperationalState OperationalState { get; internal init; }

    /// <summary>Maximum transmission unit in bytes (IFLA_MTU).</summary>
    public int? Mtu { get; init; }

    /// <summary>Hardware type, ARPHRD_* of linux/if_arp.h: 1 is Ethernet, 772 loopback.</summary>
    public int HardwareType { get; internal init; }

    /// <summary>Hardware address (IFLA_ADDRESS), or null where the device has none.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>What made the device (IFLA_INFO_KIND): <c>veth</c>, <c>bridge</c>, …; null for hardware and loopback.</summary>
    public string? Kind { get; internal init; }

    /// <summary>The bridge, bond or VRF that it is a port of (IFLA_MASTER), in the same network namespace. <see cref="LinkReference.None"/> takes it out.</summary>
    public LinkReference? Master { get; init; }

    /// <summary>
    /// The device below, or a veth's peer (IFLA_LINK). Read, it is an index, which counts in the network namespace that <see cref="LowerNetnsId"/>
    /// names, in this one only when that is null; written, it is looked up in <see cref="LowerNamespace"/>, or here when that is null.
    /// </summary>
    public LinkReference? Lower { get; init; }

    /// <summary>Netns id, as this network namespace counts them, of where <see cref="Lower"/> lives (IFLA_LINK_NETNSID); null: here.</summary>
    public int? LowerNetnsId { get; internal init; }

    /// <summary>For a link to be made: the network namespace of <see cref="Lower"/>, as <c>link-netns</c>. Never read back: see <see cref="LowerNetnsId"/>.</summary>
    public NetnsReference? LowerNamespace { get; init; }

    /// <summary>
    /// For a link to be made: the network namespace that it appears in, as <c>netns</c>; null: the connection's. In a change: where it moves to, under
    /// <see cref="Name"/> where one is given. Never read back.
    /// </summary>
    public NetnsReference? Namespace { get; init; }

    /// <summary>Packets that may wait to be sent (IFLA_TXQLEN).</summary>
    public int? TransmitQueueLength { get; init; }

    /// <summary>The group of links that it belongs to (IFLA_GROUP); 0 is the default one.</summary>
    public int? Group { get; init; }

    /// <summary>A free text, at most 255 bytes (IFLA_IFALIAS); empty removes it.</summary>
    public string? Alias { get; init; }

    /// <summary>The device can never leave its network namespace (IFLA_NETNS_IMMUTABLE); null on a kernel that does not say (before Linux 6.14).</summary>
    public bool? IsNetnsImmutable { get; internal init; }

    /// <summary>
    /// The device outlives its network namespace: when that dies, the kernel puts it back into the initial one, possibly under another name
    /// (<c>default_device_exit_net</c> in net/core/dev.c). True for hardware; false for all that software made (it has a <see cref="Kind"/>;
    /// CAN hardware has one too, and counts as hardware), for loopback, and for what cannot leave: a wireless device moves with its radio.
    /// </summary>
    public bool IsPhysical => Kind is null or "can" && IsNetnsImmutable != true && HardwareType is not (LinkRow.Loopback or LinkRow.MulticastRegister);

    internal override string Describe() => Name.Length > 0 ? $"link \"{Name}\"" : Index > 0 ? string.Create(CultureInfo.InvariantCulture, $"link {Index}") : $"{Kind} link";

    /// <summary>Writes what goes into IFLA_INFO_DATA.</summary>
    private protected virtual void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
    }

    private (LinkFlags Flags, LinkFlags Change) With(LinkFlags flag, bool on) => (on ? _flags | flag : _flags & ~flag, _change | flag);
}
