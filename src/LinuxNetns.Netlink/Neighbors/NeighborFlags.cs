using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>Flags of a neighbour: NTF_* of linux/neighbour.h, and eight bits above them NTF_EXT_*.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags.")]
public enum NeighborFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>In a request: ask for its hardware address now (<c>use</c>).</summary>
    Use = 0x01,

    /// <summary>Of a forwarding database: the device's own.</summary>
    Self = 0x02,

    /// <summary>Of a forwarding database: the bridge's.</summary>
    Master = 0x04,

    /// <summary>This machine answers for it (<c>proxy</c>).</summary>
    Proxy = 0x08,

    /// <summary>A control plane learned it, and the kernel leaves it alone (<c>extern_learn</c>).</summary>
    ExternallyLearned = 0x10,

    /// <summary>It is in hardware.</summary>
    Offloaded = 0x20,

    /// <summary>Of a forwarding database: it does not move to another port.</summary>
    Sticky = 0x40,

    /// <summary>It is a router (IPv6).</summary>
    Router = 0x80,

    /// <summary>The kernel keeps it resolved by itself (<c>managed</c>, NTF_EXT_MANAGED; Linux 5.16).</summary>
    Managed = 0x100,
}
