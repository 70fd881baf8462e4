namespace LinuxNetns.Netlink;

/// <summary>How a packet goes to another device (linux/tc_act/tc_mirred.h).</summary>
public enum MirredMode
{
    /// <summary>It goes out of that device (<c>egress redirect</c>).</summary>
    EgressRedirect = 1,

    /// <summary>A copy goes out of that device (<c>egress mirror</c>).</summary>
    EgressMirror = 2,

    /// <summary>It comes in at that device (<c>ingress redirect</c>).</summary>
    IngressRedirect = 3,

    /// <summary>A copy comes in at that device (<c>ingress mirror</c>).</summary>
    IngressMirror = 4,
}
