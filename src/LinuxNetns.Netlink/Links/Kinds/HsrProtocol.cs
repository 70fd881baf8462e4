namespace LinuxNetns.Netlink;

/// <summary>HSR_PROTOCOL_* of linux/if_link.h.</summary>
public enum HsrProtocol : byte
{
    /// <summary>High-availability seamless redundancy: a ring.</summary>
    Hsr = 0,

    /// <summary>Parallel redundancy protocol: two networks.</summary>
    Prp = 1,
}
