namespace LinuxNetns.Netlink;

/// <summary>
/// How neighbours of a device are found and forgotten: NDTPA_* of linux/neighbour.h, ip-ntable(8); the same as the sysctls net.ipv4.neigh and net.ipv6.neigh.
/// Times in milliseconds. Null: not reported, not sent.
/// </summary>
public sealed record NeighborParameters
{
    /// <summary>Describes parameters.</summary>
    public NeighborParameters()
    {
    }

    internal NeighborParameters(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NeighborCacheAttribute.NDTPA_REACHABLE_TIME:
                    ReachableTime = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_BASE_REACHABLE_TIME:
                    BaseReachableTime = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_RETRANS_TIME:
                    RetransmissionTime = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_GC_STALETIME:
                    StaleTime = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_DELAY_PROBE_TIME:
                    DelayProbeTime = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_QUEUE_LEN:
                    QueueLength = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_QUEUE_LENBYTES:
                    QueueBytes = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_APP_PROBES:
                    ApplicationProbes = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_UCAST_PROBES:
                    UnicastProbes = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_MCAST_PROBES:
                    MulticastProbes = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_ANYCAST_DELAY:
                    AnycastDelay = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_PROXY_DELAY:
                    ProxyDelay = Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTPA_PROXY_QLEN:
                    ProxyQueueLength = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTPA_LOCKTIME:
                    LockTime = Time(attribute);
                    break;
            }
        }
    }

    /// <summary>How long a neighbour counts as reachable now: about half to one and a half of the base (NDTPA_REACHABLE_TIME).</summary>
    public TimeSpan? ReachableTime { get; internal init; }

    /// <summary>How long a neighbour counts as reachable (NDTPA_BASE_REACHABLE_TIME).</summary>
    public TimeSpan? BaseReachableTime { get; init; }

    /// <summary>Time between two questions (NDTPA_RETRANS_TIME).</summary>
    public TimeSpan? RetransmissionTime { get; init; }

    /// <summary>How long a neighbour that is not used is kept (NDTPA_GC_STALETIME).</summary>
    public TimeSpan? StaleTime { get; init; }

    /// <summary>How long a stale neighbour is used before it is probed (NDTPA_DELAY_PROBE_TIME).</summary>
    public TimeSpan? DelayProbeTime { get; init; }

    /// <summary>How many packets wait for an address (NDTPA_QUEUE_LEN).</summary>
    public uint? QueueLength { get; init; }

    /// <summary>How many bytes wait for an address (NDTPA_QUEUE_LENBYTES); goes together with <see cref="QueueLength"/>.</summary>
    public uint? QueueBytes { get; init; }

    /// <summary>How often a daemon is asked (NDTPA_APP_PROBES).</summary>
    public uint? ApplicationProbes { get; init; }

    /// <summary>How often the neighbour itself is asked (NDTPA_UCAST_PROBES).</summary>
    public uint? UnicastProbes { get; init; }

    /// <summary>How often everybody is asked (NDTPA_MCAST_PROBES).</summary>
    public uint? MulticastProbes { get; init; }

    /// <summary>The longest delay before an answer for an anycast address (NDTPA_ANYCAST_DELAY).</summary>
    public TimeSpan? AnycastDelay { get; init; }

    /// <summary>The longest delay before an answer for a proxy (NDTPA_PROXY_DELAY).</summary>
    public TimeSpan? ProxyDelay { get; init; }

    /// <summary>How many questions for proxies wait (NDTPA_PROXY_QLEN).</summary>
    public uint? ProxyQueueLength { get; init; }

    /// <summary>How long an entry stays before another answer may change it (NDTPA_LOCKTIME).</summary>
    public TimeSpan? LockTime { get; init; }

    internal static TimeSpan Time(in NetlinkAttribute attribute) => TimeSpan.FromMilliseconds(Math.Min(attribute.Read<ulong>(), int.MaxValue));

    internal void Write(ref NetlinkWriter request)
    {
        request.Attribute(NeighborCacheAttribute.NDTPA_BASE_REACHABLE_TIME, KernelTime.Milliseconds64(BaseReachableTime, nameof(BaseReachableTime)), nameof(BaseReachableTime));
        request.Attribute(NeighborCacheAttribute.NDTPA_RETRANS_TIME, KernelTime.Milliseconds64(RetransmissionTime, nameof(RetransmissionTime)), nameof(RetransmissionTime));
        request.Attribute(NeighborCacheAttribute.NDTPA_GC_STALETIME, KernelTime.Milliseconds64(StaleTime, nameof(StaleTime)), nameof(StaleTime));
        request.Attribute(NeighborCacheAttribute.NDTPA_DELAY_PROBE_TIME, KernelTime.Milliseconds64(DelayProbeTime, nameof(DelayProbeTime)), nameof(DelayProbeTime));
        request.Attribute(NeighborCacheAttribute.NDTPA_QUEUE_LEN, QueueLength);
        request.Attribute(NeighborCacheAttribute.NDTPA_QUEUE_LENBYTES, QueueBytes);
        request.Attribute(NeighborCacheAttribute.NDTPA_APP_PROBES, ApplicationProbes);
        request.Attribute(NeighborCacheAttribute.NDTPA_UCAST_PROBES, UnicastProbes);
        request.Attribute(NeighborCacheAttribute.NDTPA_MCAST_PROBES, MulticastProbes);
        request.Attribute(NeighborCacheAttribute.NDTPA_ANYCAST_DELAY, KernelTime.Milliseconds64(AnycastDelay, nameof(AnycastDelay)), nameof(AnycastDelay));
        request.Attribute(NeighborCacheAttribute.NDTPA_PROXY_DELAY, KernelTime.Milliseconds64(ProxyDelay, nameof(ProxyDelay)), nameof(ProxyDelay));
        request.Attribute(NeighborCacheAttribute.NDTPA_PROXY_QLEN, ProxyQueueLength);
        request.Attribute(NeighborCacheAttribute.NDTPA_LOCKTIME, KernelTime.Milliseconds64(LockTime, nameof(LockTime)), nameof(LockTime));
    }
}
