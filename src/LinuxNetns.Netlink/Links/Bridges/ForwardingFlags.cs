using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>NTF_* of linux/neighbour.h, as far as forwarding databases have them.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags.")]
public enum ForwardingFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Traffic has used it: as if a packet had come from there.</summary>
    Use = 0x1,

    /// <summary>In the database of the device itself: a VXLAN's, a card's, a bridge's own.</summary>
    Self = 0x2,

    /// <summary>In the database of the bridge that the device is a port of.</summary>
    Master = 0x4,

    /// <summary>A program has learnt it (<c>extern_learn</c>).</summary>
    ExternallyLearned = 0x10,

    /// <summary>Hardware forwards it.</summary>
    Offloaded = 0x20,

    /// <summary>It does not move to another port.</summary>
    Sticky = 0x40,

    /// <summary>The destination is a router; VXLAN.</summary>
    Router = 0x80,
}
