using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ndt_stats, linux/neighbour.h: what happened since the start, on all processors.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct NeighborCacheCounters
{
    /// <summary>Entries made.</summary>
    public ulong Allocations { get; }

    /// <summary>Entries freed.</summary>
    public ulong Destructions { get; }

    /// <summary>Times that the hash table grew.</summary>
    public ulong HashGrows { get; }

    /// <summary>Neighbours that did not answer.</summary>
    public ulong FailedResolutions { get; }

    /// <summary>Lookups.</summary>
    public ulong Lookups { get; }

    /// <summary>Lookups that found.</summary>
    public ulong Hits { get; }

    /// <summary>Multicast probes that came in.</summary>
    public ulong MulticastProbes { get; }

    /// <summary>Unicast probes that came in.</summary>
    public ulong UnicastProbes { get; }

    /// <summary>Runs of the garbage collector, periodic.</summary>
    public ulong PeriodicCollections { get; }

    /// <summary>Runs of the garbage collector because the table was too full.</summary>
    public ulong ForcedCollections { get; }

    /// <summary>Entries refused because the table was full.</summary>
    public ulong TableOverflows { get; }
}
