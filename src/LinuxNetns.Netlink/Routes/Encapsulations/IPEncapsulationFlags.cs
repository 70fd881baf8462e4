using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>What the header of a tunnel is to have: TUNNEL_* of linux/if_tunnel.h, in the machine's byte order.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags.")]
public enum IPEncapsulationFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A checksum.</summary>
    Checksum = 0x1,

    /// <summary>The key, which is the id.</summary>
    Key = 0x4,

    /// <summary>A sequence number.</summary>
    Sequence = 0x8,
}
