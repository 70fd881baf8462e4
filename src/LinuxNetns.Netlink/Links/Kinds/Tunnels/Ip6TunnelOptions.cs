namespace LinuxNetns.Netlink;

/// <summary>IP6_TNL_F_* of linux/ip6_tunnel.h.</summary>
[Flags]
public enum Ip6TunnelOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>No encapsulation limit is sent (<c>encaplimit none</c>).</summary>
    IgnoreEncapsulationLimit = 0x1,

    /// <summary>The traffic class is that of the packets inside (<c>tclass inherit</c>).</summary>
    InheritTrafficClass = 0x2,

    /// <summary>The flow label is that of the packets inside (<c>flowlabel inherit</c>).</summary>
    InheritFlowLabel = 0x4,

    /// <summary>For mobile IPv6.</summary>
    MobileIp = 0x8,

    /// <summary>The DSCP of the packets outside goes to those inside when they are unpacked (<c>dscp inherit</c>).</summary>
    CopyDscp = 0x10,

    /// <summary>The mark is that of the packets inside (<c>fwmark inherit</c>).</summary>
    InheritMark = 0x20,

    /// <summary>The other end may be on this host (<c>allow-localremote</c>).</summary>
    AllowLocalRemote = 0x40,
}
