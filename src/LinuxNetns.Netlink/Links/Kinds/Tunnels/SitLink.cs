using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>IPv6, or IPv4 or MPLS, in IPv4 (kind <c>sit</c>, ip-link(8), IFLA_IPTUN_* of linux/if_tunnel.h), also 6rd (RFC 5969) and ISATAP (RFC 5214).</summary>
public sealed record SitLink : PayloadTunnelLink
{
    private const ushort SIT_ISATAP = 1;

    private readonly IPNetwork? _prefix;
    private readonly IPNetwork? _relay;

    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public SitLink(string name = "") : base("sit", name)
    {
    }

    internal SitLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        NetlinkAttribute flags = data.Find(IpTunnelAttribute.IFLA_IPTUN_FLAGS);
        Isatap = flags.Value.IsEmpty ? null : (flags.Read<ushort>() & SIT_ISATAP) != 0;
        _prefix = Read(data, IpTunnelAttribute.IFLA_IPTUN_6RD_PREFIX, IpTunnelAttribute.IFLA_IPTUN_6RD_PREFIXLEN);
        _relay = Read(data, IpTunnelAttribute.IFLA_IPTUN_6RD_RELAY_PREFIX, IpTunnelAttribute.IFLA_IPTUN_6RD_RELAY_PREFIXLEN);
    }

    /// <summary>An automatic tunnel within a site, to hosts whose addresses say where they are (<c>isatap</c>).</summary>
    public bool? Isatap { get; init; }

    /// <summary>The IPv6 prefix of the provider, behind which the IPv4 address follows (<c>6rd-prefix</c>); 2002::/16 unless told otherwise. On kernels with CONFIG_IPV6_SIT_6RD.</summary>
    /// <exception cref="ArgumentException">It is not IPv6.</exception>
    public IPNetwork? SixRdPrefix
    {
        get => _prefix;
        init => _prefix = Checked(value, AddressFamily.InterNetworkV6, nameof(SixRdPrefix));
    }

    /// <summary>The bits that all IPv4 addresses of the provider begin with, and that are left out (<c>6rd-relay_prefix</c>).</summary>
    /// <exception cref="ArgumentException">It is not IPv4.</exception>
    public IPNetwork? SixRdRelayPrefix
    {
        get => _relay;
        init => _relay = Checked(value, AddressFamily.InterNetwork, nameof(SixRdRelayPrefix));
    }

    private protected override AddressFamily Family => AddressFamily.InterNetwork;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        request.Attribute(IpTunnelAttribute.IFLA_IPTUN_FLAGS, Isatap is bool isatap ? (ushort)(isatap ? SIT_ISATAP : 0) : default(ushort?), nameof(Isatap));
        if (SixRdPrefix is IPNetwork prefix)
        {
            request.Attribute(IpTunnelAttribute.IFLA_IPTUN_6RD_PREFIX, prefix.BaseAddress, nameof(SixRdPrefix));
            request.Attribute(IpTunnelAttribute.IFLA_IPTUN_6RD_PREFIXLEN, (ushort)prefix.PrefixLength, nameof(SixRdPrefix));
        }

        if (SixRdRelayPrefix is IPNetwork relay)
        {
            request.Attribute(IpTunnelAttribute.IFLA_IPTUN_6RD_RELAY_PREFIX, relay.BaseAddress, nameof(SixRdRelayPrefix));
            request.Attribute(IpTunnelAttribute.IFLA_IPTUN_6RD_RELAY_PREFIXLEN, (ushort)relay.PrefixLength, nameof(SixRdRelayPrefix));
        }
    }

    private static IPNetwork? Read(AttributeReader data, int addressType, int lengthType)
    {
        NetlinkAttribute address = data.Find(addressType);
        NetlinkAttribute length = data.Find(lengthType);
        return address.Value.IsEmpty || length.Value.IsEmpty ? null : length.ReadNetwork(address, length.Read<ushort>());
    }

    private static IPNetwork? Checked(IPNetwork? network, AddressFamily family, string property) => network is null || network.Value.BaseAddress.AddressFamily == family
        ? network
        : throw new ArgumentException($"{network} is of the wrong family.", property);
}
