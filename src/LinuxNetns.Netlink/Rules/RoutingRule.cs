using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>
/// A rule of policy routing: which packets, and what becomes of them. Read, a snapshot of what RTM_GETRULE reports; written, what to add, with the defaults of
/// <c>ip rule</c>. linux/fib_rules.h, ip-rule(8).
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent: it does not select, or the default stands.</remarks>
public sealed partial record RoutingRule : NetlinkObject
{
    private const byte MaxDscp = 63;
    private const uint MaxFlowLabel = 0xf_ffff;

    private readonly AddressFamily? _family;
    private readonly string? _inputDevice;
    private readonly string? _outputDevice;
    private readonly byte? _dscp;
    private readonly uint? _flowLabel;

    /// <summary>Describes a rule for every packet.</summary>
    public RoutingRule()
    {
    }

    internal RoutingRule(in NetlinkMessage message)
    {
        RuleMessage header = message.Read<RuleMessage>(out AttributeReader attributes);
        AddressFamily family = AddressFamilyExtensions.FromKernel(header.Family);
        _family = family;
        Action = header.Action;
        Flags = header.Flags;
        TypeOfService = header.TypeOfService == 0 ? null : header.TypeOfService;
        uint table = header.Table;
        // A rule of priority 0 has no attribute for it.
        Priority = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RuleAttribute.FRA_DST when family != AddressFamily.Unspecified:
                    To = RouteRow.Network(attribute.ReadAddressBytes(family), header.DestinationLength, family);
                    break;
                case RuleAttribute.FRA_SRC when family != AddressFamily.Unspecified:
                    From = RouteRow.Network(attribute.ReadAddressBytes(family), header.SourceLength, family);
                    break;
                case RuleAttribute.FRA_IIFNAME:
                    _inputDevice = attribute.ReadString();
                    break;
                case RuleAttribute.FRA_OIFNAME:
                    _outputDevice = attribute.ReadString();
                    break;
                case RuleAttribute.FRA_GOTO:
                    GoTo = attribute.Read<uint>();
                    break;
                case RuleAttribute.FRA_PRIORITY:
                    Priority = attribute.Read<uint>();
                    break;
                case RuleAttribute.FRA_FWMARK:
                    Mark = attribute.Read<uint>();
                    break;
                case RuleAttribute.FRA_FWMASK:
                    MarkMask = attribute.Read<uint>();
                    break;
                case RuleAttribute.FRA_FLOW:
                    Realms = RouteRealms.Reported(attribute.Read<uint>());
                    break;
                case RuleAttribute.FRA_TUN_ID:
                    TunnelId = BinaryPrimitives.ReverseEndianness(attribute.Read<ulong>());
                    break;
                case RuleAttribute.FRA_SUPPRESS_IFGROUP:
                    SuppressGroup = Suppressed(attribute);
                    break;
                case RuleAttribute.FRA_SUPPRESS_PREFIXLEN:
                    SuppressPrefixLength = Suppressed(attribute);
                    break;
                case RuleAttribute.FRA_TABLE:
                    table = attribute.Read<uint>();
                    break;
                case RuleAttribute.FRA_L3MDEV:
                    IsL3Master = attribute.ReadBool();
                    break;
                case RuleAttribute.FRA_UID_RANGE:
                    UserIds = attribute.Read<UserIdRange>();
                    break;
                case RuleAttribute.FRA_PROTOCOL:
                    Protocol = new RouteProtocol(attribute.Read<byte>());
                    break;
                case RuleAttribute.FRA_IP_PROTO:
                    IPProtocol = (ProtocolType)attribute.Read<byte>();
                    break;
                case RuleAttribute.FRA_SPORT_RANGE:
                    SourcePorts = attribute.Read<PortRange>();
                    break;
                case RuleAttribute.FRA_DPORT_RANGE:
                    DestinationPorts = attribute.Read<PortRange>();
                    break;
                case RuleAttribute.FRA_DSCP:
                    _dscp = attribute.Read<byte>();
                    break;
                case RuleAttribute.FRA_FLOWLABEL:
                    _flowLabel = attribute.ReadBigEndian32();
                    break;
                case RuleAttribute.FRA_FLOWLABEL_MASK:
                    FlowLabelMask = attribute.ReadBigEndian32();
                    break;
            }
        }

        Table = table == 0 ? null : new RoutingTableId(table);
    }

    /// <summary>IPv4 or IPv6; where it is not said that of <see cref="From"/> or <see cref="To"/>, else IPv4.</summary>
    public AddressFamily Family
    {
        get => _family ?? From?.BaseAddress.AddressFamily ?? To?.BaseAddress.AddressFamily ?? AddressFamily.InterNetwork;
        init => _family = value;
    }

    /// <summary>Rules are asked from the lowest (FRA_PRIORITY); unless told otherwise, the kernel takes one below the lowest that is not 0.</summary>
    public uint? Priority { get; init; }

    /// <summary>Packets that the rest does <em>not</em> match (<c>not</c>).</summary>
    public bool IsInverted
    {
        get => (Flags & RuleFlags.Inverted) != 0;
        init => Flags = value ? Flags | RuleFlags.Inverted : Flags & ~RuleFlags.Inverted;
    }

    /// <summary>Packets from this network (FRA_SRC).</summary>
    public IPNetwork? From { get; init; }

    /// <summary>Packets to this network (FRA_DST).</summary>
    public IPNetwork? To { get; init; }

    /// <summary>Packets that come in by the device of this name, there or not (FRA_IIFNAME); <c>lo</c>: those of this machine.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public string? InputDevice
    {
        get => _inputDevice;
        init => _inputDevice = CheckName(value);
    }

    /// <summary>Packets of sockets that are bound to the device of this name (FRA_OIFNAME).</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public string? OutputDevice
    {
        get => _outputDevice;
        init => _outputDevice = CheckName(value);
    }

    /// <summary>Packets with this mark (FRA_FWMARK).</summary>
    public uint? Mark { get; init; }

    /// <summary>Bits of <see cref="Mark"/> that count (FRA_FWMASK); all unless told otherwise.</summary>
    public uint? MarkMask { get; init; }

    /// <summary>Packets with this type of service.</summary>
    public byte? TypeOfService { get; init; }

    /// <summary>Packets with this DSCP, 0 to 63, all six bits of it, and instead of <see cref="TypeOfService"/> (FRA_DSCP, <c>dscp</c>); Linux 6.12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than six bits.</exception>
    public byte? Dscp
    {
        get => _dscp;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, MaxDscp, nameof(Dscp));
            _dscp = value;
        }
    }

    /// <summary>Packets with this flow label, 20 bits; IPv6 (FRA_FLOWLABEL, <c>flowlabel</c>); Linux 6.14.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 20 bits.</exception>
    public uint? FlowLabel
    {
        get => _flowLabel;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, MaxFlowLabel, nameof(FlowLabel));
            _flowLabel = value;
        }
    }

    /// <summary>Bits of <see cref="FlowLabel"/> that count (FRA_FLOWLABEL_MASK); all unless told otherwise.</summary>
    public uint? FlowLabelMask { get; init; }

    /// <summary>Packets of TCP, UDP or another protocol (FRA_IP_PROTO, <c>ipproto</c>); Linux 4.17.</summary>
    public ProtocolType? IPProtocol { get; init; }

    /// <summary>Packets from these ports (FRA_SPORT_RANGE); Linux 4.17.</summary>
    public PortRange? SourcePorts { get; init; }

    /// <summary>Packets to these ports (FRA_DPORT_RANGE); Linux 4.17.</summary>
    public PortRange? DestinationPorts { get; init; }

    /// <summary>Packets of these users (FRA_UID_RANGE); Linux 4.10.</summary>
    public UserIdRange? UserIds { get; init; }

    /// <summary>Packets out of a tunnel with this id (FRA_TUN_ID).</summary>
    public ulong? TunnelId { get; init; }

    /// <summary>Packets of a VRF, which are looked up in its table (FRA_L3MDEV, <c>l3mdev</c>).</summary>
    public bool? IsL3Master { get; init; }

    /// <summary>What becomes of the packets; unless told otherwise they go to <see cref="Table"/>, or to <see cref="GoTo"/> where that is given.</summary>
    public RuleAction? Action { get; init; }

    /// <summary>The table that is looked up; unless told otherwise, main.</summary>
    public RoutingTableId? Table { get; init; }

    /// <summary>Priority of the rule where the search goes on (FRA_GOTO).</summary>
    public uint? GoTo { get; init; }

    /// <summary>Routes with prefixes of this length and less do not count (FRA_SUPPRESS_PREFIXLEN): 0 hides the default route.</summary>
    public int? SuppressPrefixLength { get; init; }

    /// <summary>Routes by devices of this group do not count (FRA_SUPPRESS_IFGROUP).</summary>
    public int? SuppressGroup { get; init; }

    /// <summary>Classes (FRA_FLOW, <c>realms</c>).</summary>
    public RouteRealms? Realms { get; init; }

    /// <summary>Who made it (FRA_PROTOCOL); unless told otherwise, nobody says. Linux 4.17.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>State.</summary>
    public RuleFlags Flags { get; internal init; }

    /// <summary>As <c>ip rule</c> shows it, in short: <c>100: from 10.0.0.0/8 fwmark 0x7 lookup 200</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(Priority is uint priority ? $"{priority}: " : "")}{(IsInverted ? "not " : "")}from {From?.ToString() ?? "all"}");
        Append("to", To);
        Append("fwmark", Mark is uint mark ? $"0x{mark:x}{(MarkMask is uint mask and not uint.MaxValue ? $"/0x{mask:x}" : "")}" : null);
        Append("iif", InputDevice);
        Append("oif", OutputDevice);
        Append("uidrange", UserIds);
        Append("ipproto", IPProtocol);
        Append("dscp", Dscp);
        Append("flowlabel", FlowLabel is uint label ? $"0x{label:x}{(FlowLabelMask is uint labelMask and not MaxFlowLabel ? $"/0x{labelMask:x}" : "")}" : null);
        Append("sport", SourcePorts);
        Append("dport", DestinationPorts);
        Append("lookup", Table);
        Append("goto", GoTo);
        return text.ToString();

        void Append(string word, object? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $" {word} {value}");
            }
        }
    }

    internal override string Describe() => $"rule {this}";

    private static int? Suppressed(in NetlinkAttribute attribute) => attribute.Read<int>() is >= 0 and int value ? value : null;

    private static string? CheckName(string? name)
    {
        if (name is not null)
        {
            LinkName.Check(name, "value");
        }

        return name;
    }
}
