using System.Net.NetworkInformation;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// A link as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToLink"/> makes an object of it.
/// </summary>
public readonly ref struct LinkRow
{
    /// <summary>ARPHRD_LOOPBACK.</summary>
    internal const int Loopback = 772;

    /// <summary>ARPHRD_PIMREG: pimreg, which never leaves and has no kind.</summary>
    internal const int MulticastRegister = 779;

    internal readonly InterfaceInfo Info;
    internal readonly ReadOnlySpan<byte> Attributes;
    internal readonly ReadOnlySpan<byte> LinkInfo;
    internal readonly ReadOnlySpan<byte> Statistics;

    internal LinkRow(NetlinkMessage message)
    {
        Info = message.Read<InterfaceInfo>(out AttributeReader attributes);
        Attributes = attributes.Rest;
        LowerNetnsId = null;
        Group = null;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_ADDRESS:
                    Address = attribute.Value;
                    break;
                case LinkAttribute.IFLA_IFNAME:
                    Name = attribute.ReadStringBytes();
                    break;
                case LinkAttribute.IFLA_MTU:
                    Mtu = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_LINK:
                    // 0 stands for "none": a tunnel not tied to a device.
                    LowerIndex = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_MASTER:
                    MasterIndex = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_OPERSTATE:
                    OperationalState = (OperationalState)attribute.Read<byte>();
                    break;
                case LinkAttribute.IFLA_LINKINFO:
                    LinkInfo = attribute.Value;
                    Kind = attribute.Nested.Find(LinkAttribute.IFLA_INFO_KIND).ReadStringBytes();
                    PortKind = attribute.Nested.Find(LinkAttribute.IFLA_INFO_SLAVE_KIND).ReadStringBytes();
                    break;
                case LinkAttribute.IFLA_GROUP:
                    Group = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_STATS64:
                    Statistics = attribute.Value;
                    break;
                case LinkAttribute.IFLA_LINK_NETNSID:
                    // Negative: not assigned.
                    LowerNetnsId = attribute.Read<int>() is >= 0 and int id ? id : null;
                    break;
                case LinkAttribute.IFLA_NETNS_IMMUTABLE:
                    IsNetnsImmutable = attribute.ReadBool();
                    break;
            }
        }
    }

    /// <summary>Interface index, from 1; unique within the network namespace.</summary>
    public int Index => Info.Index;

    /// <summary>Name, UTF-8 (IFLA_IFNAME).</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Flags (IFF_*).</summary>
    public LinkFlags Flags => Info.Flags;

    /// <summary>Hardware type, ARPHRD_* of linux/if_arp.h.</summary>
    public int HardwareType => Info.HardwareType;

    /// <summary>Hardware address (IFLA_ADDRESS); empty where the device has none.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>What made the device (IFLA_INFO_KIND), UTF-8; empty for hardware and loopback.</summary>
    public ReadOnlySpan<byte> Kind { get; }

    /// <summary>The state of RFC 2863 (IFLA_OPERSTATE).</summary>
    public OperationalState OperationalState { get; }

    /// <summary>Maximum transmission unit in bytes (IFLA_MTU).</summary>
    public int Mtu { get; }

    /// <summary>Index of the bridge, bond or VRF that it is a port of (IFLA_MASTER); 0 for none.</summary>
    public int MasterIndex { get; }

    /// <summary>Index of the device below, or of a veth's peer (IFLA_LINK), in the namespace that <see cref="LowerNetnsId"/> names; 0 for none.</summary>
    public int LowerIndex { get; }

    /// <summary>Netns id of where <see cref="LowerIndex"/> lives (IFLA_LINK_NETNSID); null: here.</summary>
    public int? LowerNetnsId { get; }

    /// <summary>What the device that it is a port of is (IFLA_INFO_SLAVE_KIND), UTF-8; empty where it is no port.</summary>
    public ReadOnlySpan<byte> PortKind { get; }

    /// <summary>The group of links that it belongs to (IFLA_GROUP).</summary>
    public int? Group { get; }

    /// <summary>The device can never leave its network namespace (IFLA_NETNS_IMMUTABLE); null before Linux 6.14.</summary>
    public bool? IsNetnsImmutable { get; }

    /// <summary>As <see cref="Link.IsPhysical"/>.</summary>
    public bool IsPhysical =>
        (Kind.IsEmpty || Kind.SequenceEqual("can"u8)) && IsNetnsImmutable != true && HardwareType is not (Loopback or MulticastRegister);

    /// <summary>What it has counted (IFLA_STATS64), as an object; null where that was not asked for and the kernel did not send it (Linux 6.19 and later).</summary>
    public LinkStatistics? ReadStatistics() => Statistics.IsEmpty ? null : new LinkStatistics(Statistics);

    /// <summary>An object that holds all of it but the statistics, of the type that its kind has.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public Link ToLink() => LinkKinds.Read(this);

    internal string NameText => Encoding.UTF8.GetString(Name);

    internal PhysicalAddress? AddressObject => Address.IsEmpty ? null : new PhysicalAddress(Address.ToArray());

    /// <summary>The options of the kind (IFLA_INFO_DATA).</summary>
    internal AttributeReader Data => new AttributeReader(LinkInfo).Find(LinkAttribute.IFLA_INFO_DATA).Nested;

    /// <summary>What it has as a port (IFLA_INFO_SLAVE_DATA).</summary>
    internal AttributeReader PortData => new AttributeReader(LinkInfo).Find(LinkAttribute.IFLA_INFO_SLAVE_DATA).Nested;
}
