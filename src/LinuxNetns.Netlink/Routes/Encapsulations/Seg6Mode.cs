namespace LinuxNetns.Netlink;

/// <summary>How a segment routing header gets into a packet: SEG6_IPTUN_MODE_* of linux/seg6_iptunnel.h.</summary>
public enum Seg6Mode
{
    /// <summary>Into the packet's own header.</summary>
    Inline = 0,

    /// <summary>With a header around the packet.</summary>
    Encap = 1,

    /// <summary>With a header around the frame.</summary>
    L2Encap = 2,

    /// <summary>As <see cref="Encap"/>, without the first segment (Linux 6.0).</summary>
    EncapReduced = 3,

    /// <summary>As <see cref="L2Encap"/>, without the first segment (Linux 6.0).</summary>
    L2EncapReduced = 4,
}
