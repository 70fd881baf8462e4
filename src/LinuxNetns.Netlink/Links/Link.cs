using System.Globalization;
using System.Net;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// A network device. Read, it is a snapshot of what RTM_GETLINK reports, of the type of its kind (<see cref="VethLink"/>, <see cref="BridgeLink"/>, …);
/// written, it is what to create or to change. rtnetlink(7), linux/if_link.h.
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent: the kernel's default stands. Indexes are unique within a network namespace only.</remarks>
public partial record Link : NetlinkObject
{
    private readonly string _name = "";
    private readonly EquatableList<string>? _alternativeNames;
    private readonly LinkFlags _flags;
    private readonly LinkFlags _change;
    private readonly bool? _carrier;
    private readonly bool _sendsCarrier;
    private readonly bool? _isProtocolDown;
    private readonly bool _sendsProtocolDown;

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
        Group = row.Group;
        Port = LinkPort.Read(row);

        var attributes = new AttributeReader(row.Attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_TXQLEN:
                    TransmitQueueLength = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_IFALIAS:
                    Alias = attribute.ReadString();
                    break;
                case LinkAttribute.IFLA_BROADCAST:
                    BroadcastAddress = attribute.Value.IsEmpty ? null : attribute.ReadPhysicalAddress();
                    break;
                case LinkAttribute.IFLA_PERM_ADDRESS:
                    PermanentAddress = attribute.ReadPhysicalAddress();
                    break;
                case LinkAttribute.IFLA_QDISC:
                    QueueDiscipline = attribute.ReadString();
                    break;
                case LinkAttribute.IFLA_LINKMODE:
                    LinkMode = (LinkMode)attribute.Read<byte>();
                    break;
                case LinkAttribute.IFLA_MIN_MTU:
                    MinMtu = attribute.Read<uint>();
                    break;
                case LinkAttribute.IFLA_MAX_MTU:
                    MaxMtu = attribute.Read<uint>();
                    break;
                case LinkAttribute.IFLA_PROMISCUITY:
                    Promiscuity = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_ALLMULTI:
                    AllMulticastCount = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_NUM_TX_QUEUES:
                    TransmitQueues = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_NUM_RX_QUEUES:
                    ReceiveQueues = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_CARRIER:
                    _carrier = attribute.ReadBool();
                    break;
                case LinkAttribute.IFLA_CARRIER_CHANGES:
                    CarrierChanges = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_PROTO_DOWN:
                    _isProtocolDown = attribute.ReadBool();
                    break;
                case LinkAttribute.IFLA_GSO_MAX_SEGS:
                    GsoMaxSegments = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GSO_MAX_SIZE:
                    GsoMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GRO_MAX_SIZE:
                    GroMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GSO_IPV4_MAX_SIZE:
                    GsoIpv4MaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_GRO_IPV4_MAX_SIZE:
                    GroIpv4MaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_TSO_MAX_SIZE:
                    TsoMaxSize = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_TSO_MAX_SEGS:
                    TsoMaxSegments = attribute.Read<int>();
                    break;
                case LinkAttribute.IFLA_PROP_LIST:
                    _alternativeNames = ReadNames(attribute.Nested);
                    break;
                case LinkAttribute.IFLA_AF_SPEC:
                    (Ipv6AddressGeneration, Ipv6Token) = ReadFamilies(attribute.Nested);
                    break;
            }
        }
    }

    private static EquatableList<string>? ReadNames(AttributeReader list)
    {
        var names = new List<string>();
        while (list.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == LinkAttribute.IFLA_ALT_IFNAME)
            {
                names.Add(attribute.ReadString());
            }
        }

        return EquatableList<string>.Of(names);
    }

    internal override string Describe() => Name.Length > 0 ? $"link \"{Name}\"" : Index > 0 ? string.Create(CultureInfo.InvariantCulture, $"link {Index}") : $"{Kind} link";

    /// <summary>A change with what else the kernel takes in one piece with it, from the link as it is now.</summary>
    internal virtual Link Completed(Func<Link> read) => this;

    /// <summary>Writes what goes into IFLA_INFO_DATA.</summary>
    private protected virtual void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
    }

    /// <summary>IFLA_AF_SPEC: a nest for each address family.</summary>
    private static (Ipv6AddressGeneration?, IPAddress?) ReadFamilies(AttributeReader families)
    {
        Ipv6AddressGeneration? generation = null;
        IPAddress? token = null;
        AttributeReader inet6 = families.Find(AddressFamilyExtensions.AF_INET6).Nested;
        while (inet6.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.IFLA_INET6_ADDR_GEN_MODE:
                    generation = (Ipv6AddressGeneration)attribute.Read<byte>();
                    break;
                case LinkAttribute.IFLA_INET6_TOKEN:
                    token = attribute.ReadAddress();
                    break;
            }
        }

        return (generation, token);
    }

    private (LinkFlags Flags, LinkFlags Change) With(LinkFlags flag, bool on) => (on ? _flags | flag : _flags & ~flag, _change | flag);
}
