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
            : kind.SequenceEqual("hsr"u8) ? new HsrLink(row)
            : kind.SequenceEqual("ifb"u8) ? new IfbLink(row)
            : kind.SequenceEqual("ipvlan"u8) ? new IpvlanLink(row)
            : kind.SequenceEqual("ipvtap"u8) ? new IpvtapLink(row)
            : kind.SequenceEqual("macsec"u8) ? new MacsecLink(row)
            : kind.SequenceEqual("macvlan"u8) ? new MacvlanLink(row)
            : kind.SequenceEqual("macvtap"u8) ? new MacvtapLink(row)
            : kind.SequenceEqual("netkit"u8) ? new NetkitLink(row)
            : kind.SequenceEqual("nlmon"u8) ? new NlmonLink(row)
            : kind.SequenceEqual("team"u8) ? new TeamLink(row)
            : kind.SequenceEqual("vcan"u8) ? new VcanLink(row)
            : kind.SequenceEqual("veth"u8) ? new VethLink(row)
            : kind.SequenceEqual("vlan"u8) ? new VlanLink(row)
            : kind.SequenceEqual("vrf"u8) ? new VrfLink(row)
            : kind.SequenceEqual("vxcan"u8) ? new VxcanLink(row)
            : kind.SequenceEqual("vxlan"u8) ? new VxlanLink(row)
            : new OtherLink(row);
    }
}
