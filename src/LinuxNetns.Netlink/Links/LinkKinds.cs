namespace LinuxNetns.Netlink;

/// <summary>From a kind's name to its type.</summary>
internal static class LinkKinds
{
    internal static Link Read(in LinkRow row)
    {
        ReadOnlySpan<byte> kind = row.Kind;
        return kind.IsEmpty ? new Link(row)
            : kind.SequenceEqual("veth"u8) ? new VethLink(row)
            : kind.SequenceEqual("bridge"u8) ? new BridgeLink(row)
            : kind.SequenceEqual("vlan"u8) ? new VlanLink(row)
            : kind.SequenceEqual("erspan"u8) ? new ErspanLink(row)
            : kind.SequenceEqual("geneve"u8) ? new GeneveLink(row)
            : kind.SequenceEqual("gre"u8) ? new GreLink(row)
            : kind.SequenceEqual("gretap"u8) ? new GreTapLink(row)
            : kind.SequenceEqual("ip6erspan"u8) ? new Ip6ErspanLink(row)
            : kind.SequenceEqual("ip6gre"u8) ? new Ip6GreLink(row)
            : kind.SequenceEqual("ip6gretap"u8) ? new Ip6GreTapLink(row)
            : kind.SequenceEqual("ip6tnl"u8) ? new Ip6TunnelLink(row)
            : kind.SequenceEqual("ipip"u8) ? new IpipLink(row)
            : kind.SequenceEqual("sit"u8) ? new SitLink(row)
            : kind.SequenceEqual("tun"u8) ? new TunLink(row)
            : kind.SequenceEqual("vti"u8) ? new VtiLink(row)
            : kind.SequenceEqual("vti6"u8) ? new Vti6Link(row)
            : kind.SequenceEqual("wireguard"u8) ? new WireGuardLink(row)
            : kind.SequenceEqual("xfrm"u8) ? new XfrmLink(row)
            : new OtherLink(row);
    }
}
