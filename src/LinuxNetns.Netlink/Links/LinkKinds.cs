namespace LinuxNetns.Netlink;

/// <summary>From a kind's name to its type.</summary>
internal static class LinkKinds
{
    internal static Link Read(in LinkRow row)
    {
        ReadOnlySpan<byte> kind = row.Kind;
        return kind.IsEmpty ? new Link(row)
            : kind.SequenceEqual("bareudp"u8) ? new BareudpLink(row)
            : kind.SequenceEqual("bond"u8) ? new BondLink(row)
            : kind.SequenceEqual("bridge"u8) ? new BridgeLink(row)
            : kind.SequenceEqual("dummy"u8) ? new DummyLink(row)
            : kind.SequenceEqual("erspan"u8) ? new ErspanLink(row)
            : kind.SequenceEqual("geneve"u8) ? new GeneveLink(row)
            : kind.SequenceEqual("gre"u8) ? new GreLink(row)
            : kind.SequenceEqual("gretap"u8) ? new GreTapLink(row)
            : kind.SequenceEqual("hsr"u8) ? new HsrLink(row)
            : kind.SequenceEqual("ifb"u8) ? new IfbLink(row)
            : kind.SequenceEqual("ip6erspan"u8) ? new Ip6ErspanLink(row)
            : kind.SequenceEqual("ip6gre"u8) ? new Ip6GreLink(row)
            : kind.SequenceEqual("ip6gretap"u8) ? new Ip6GreTapLink(row)
            : kind.SequenceEqual("ip6tnl"u8) ? new Ip6TunnelLink(row)
            : kind.SequenceEqual("ipip"u8) ? new IpipLink(row)
            : kind.SequenceEqual("ipvlan"u8) ? new IpvlanLink(row)
            : kind.SequenceEqual("ipvtap"u8) ? new IpvtapLink(row)
            : kind.SequenceEqual("macsec"u8) ? new MacsecLink(row)
            : kind.SequenceEqual("macvlan"u8) ? new MacvlanLink(row)
            : kind.SequenceEqual("macvtap"u8) ? new MacvtapLink(row)
            : kind.SequenceEqual("netkit"u8) ? new NetkitLink(row)
            : kind.SequenceEqual("nlmon"u8) ? new NlmonLink(row)
            : kind.SequenceEqual("sit"u8) ? new SitLink(row)
            : kind.SequenceEqual("team"u8) ? new TeamLink(row)
            : kind.SequenceEqual("tun"u8) ? new TunLink(row)
            : kind.SequenceEqual("vcan"u8) ? new VcanLink(row)
            : kind.SequenceEqual("veth"u8) ? new VethLink(row)
            : kind.SequenceEqual("vlan"u8) ? new VlanLink(row)
            : kind.SequenceEqual("vrf"u8) ? new VrfLink(row)
            : kind.SequenceEqual("vti"u8) ? new VtiLink(row)
            : kind.SequenceEqual("vti6"u8) ? new Vti6Link(row)
            : kind.SequenceEqual("vxcan"u8) ? new VxcanLink(row)
            : kind.SequenceEqual("vxlan"u8) ? new VxlanLink(row)
            : kind.SequenceEqual("wireguard"u8) ? new WireGuardLink(row)
            : kind.SequenceEqual("xfrm"u8) ? new XfrmLink(row)
            : new OtherLink(row);
    }
}
