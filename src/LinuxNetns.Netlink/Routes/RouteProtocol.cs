namespace LinuxNetns.Netlink;

/// <summary>
/// Who made a route, a rule or a neighbour (<c>rtm_protocol</c>; rtnetlink(7), linux/rtnetlink.h). Numbers convert by themselves.
/// </summary>
/// <remarks>Names are those that the calling process sees in <c>/etc/iproute2/rt_protos</c> or <c>/usr/share/iproute2/rt_protos</c>, and in the <c>rt_protos.d</c> beside them.</remarks>
/// <param name="Value">The number.</param>
public readonly record struct RouteProtocol(byte Value)
{
    private const byte RTPROT_UNSPEC = 0;
    private const byte RTPROT_REDIRECT = 1;
    private const byte RTPROT_KERNEL = 2;
    private const byte RTPROT_BOOT = 3;
    private const byte RTPROT_STATIC = 4;
    private const byte RTPROT_RA = 9;
    private const byte RTPROT_ZEBRA = 11;
    private const byte RTPROT_BIRD = 12;
    private const byte RTPROT_DHCP = 16;
    private const byte RTPROT_BGP = 186;
    private const byte RTPROT_ISIS = 187;
    private const byte RTPROT_OSPF = 188;
    private const byte RTPROT_RIP = 189;
    private const byte RTPROT_EIGRP = 192;

    private static readonly Lazy<NumberNames> s_names = new(() => NumberNames.Load("rt_protos", byte.MaxValue, (RTPROT_UNSPEC, "unspec"), (RTPROT_REDIRECT, "redirect"), (RTPROT_KERNEL, "kernel"), (RTPROT_BOOT, "boot"), (RTPROT_STATIC, "static"), (RTPROT_RA, "ra"), (RTPROT_DHCP, "dhcp")));

    /// <summary>Nobody says (RTPROT_UNSPEC).</summary>
    public static RouteProtocol Unspecified => new(RTPROT_UNSPEC);

    /// <summary>An ICMP redirect (RTPROT_REDIRECT).</summary>
    public static RouteProtocol Redirect => new(RTPROT_REDIRECT);

    /// <summary>The kernel itself, for an address (RTPROT_KERNEL).</summary>
    public static RouteProtocol Kernel => new(RTPROT_KERNEL);

    /// <summary>Set up at boot, or by hand: what <c>ip</c> and this library say unless told otherwise (RTPROT_BOOT).</summary>
    public static RouteProtocol Boot => new(RTPROT_BOOT);

    /// <summary>An administrator, to stay: routing daemons leave it alone (RTPROT_STATIC).</summary>
    public static RouteProtocol Static => new(RTPROT_STATIC);

    /// <summary>A router advertisement (RTPROT_RA).</summary>
    public static RouteProtocol RouterAdvertisement => new(RTPROT_RA);

    /// <summary>Zebra, of FRR and Quagga (RTPROT_ZEBRA).</summary>
    public static RouteProtocol Zebra => new(RTPROT_ZEBRA);

    /// <summary>BIRD (RTPROT_BIRD).</summary>
    public static RouteProtocol Bird => new(RTPROT_BIRD);

    /// <summary>A DHCP client (RTPROT_DHCP).</summary>
    public static RouteProtocol Dhcp => new(RTPROT_DHCP);

    /// <summary>BGP (RTPROT_BGP).</summary>
    public static RouteProtocol Bgp => new(RTPROT_BGP);

    /// <summary>IS-IS (RTPROT_ISIS).</summary>
    public static RouteProtocol IsIs => new(RTPROT_ISIS);

    /// <summary>OSPF (RTPROT_OSPF).</summary>
    public static RouteProtocol Ospf => new(RTPROT_OSPF);

    /// <summary>RIP (RTPROT_RIP).</summary>
    public static RouteProtocol Rip => new(RTPROT_RIP);

    /// <summary>EIGRP (RTPROT_EIGRP).</summary>
    public static RouteProtocol Eigrp => new(RTPROT_EIGRP);

    /// <summary>By name, or by the digits of a number.</summary>
    /// <exception cref="ArgumentException">No file knows the name.</exception>
    public static RouteProtocol FromName(string name) => new((byte)s_names.Value.NumberOf(name, "routing protocol", nameof(name)));

    /// <summary>By number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static RouteProtocol FromInt32(int value) => value is >= 0 && (uint)value <= byte.MaxValue
        ? new RouteProtocol((byte)value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A routing protocol is from 0 to {byte.MaxValue}.");

    /// <summary>As <see cref="FromInt32"/>.</summary>
    public static implicit operator RouteProtocol(int value) => FromInt32(value);

    /// <summary>Its name, or its digits where it has none.</summary>
    public override string ToString() => s_names.Value.NameOf(Value);
}
