namespace LinuxNetns.Netlink;

/// <summary>How long an entry of a forwarding database lives (its NUD_* bits of linux/neighbour.h, in the words of <c>bridge fdb</c>).</summary>
public enum ForwardingState
{
    /// <summary>For good, and the address is the device's own: its frames come to the host (<c>permanent</c>, <c>local</c>).</summary>
    Permanent,

    /// <summary>For good (<c>static</c>).</summary>
    Static,

    /// <summary>Until it has not been used for some time (<c>dynamic</c>).</summary>
    Dynamic,

    /// <summary>It has not been used for some time. Read only.</summary>
    Stale,
}
