namespace LinuxNetns.Netlink;

/// <summary>DUPLEX_* of linux/ethtool.h.</summary>
public enum EthtoolDuplex : byte
{
    /// <summary>One end at a time.</summary>
    Half = 0,

    /// <summary>Both at once.</summary>
    Full = 1,

    /// <summary>Not known.</summary>
    Unknown = 255,
}
