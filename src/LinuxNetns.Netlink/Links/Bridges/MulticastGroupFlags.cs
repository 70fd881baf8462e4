using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>MDB_FLAGS_* of linux/if_bridge.h.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags.")]
public enum MulticastGroupFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Hardware forwards it.</summary>
    Offloaded = 0x1,

    /// <summary>It ends when one leaves.</summary>
    FastLeave = 0x2,

    /// <summary>An entry with a source that one without a source made.</summary>
    StarExclude = 0x4,

    /// <summary>The source is blocked.</summary>
    Blocked = 0x8,
}
