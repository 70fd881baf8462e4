namespace LinuxNetns.Netlink;

/// <summary>What TCP and path MTU discovery know of a destination: RTA_METRICS, RTAX_* of linux/rtnetlink.h, ip-route(8). Null: not said.</summary>
public sealed record RouteMetrics
{
    private const int RTAX_LOCK = 1;
    private const int RTAX_MTU = 2;
    private const int RTAX_WINDOW = 3;
    private const int RTAX_RTT = 4;
    private const int RTAX_RTTVAR = 5;
    private const int RTAX_SSTHRESH = 6;
    private const int RTAX_CWND = 7;
    private const int RTAX_ADVMSS = 8;
    private const int RTAX_REORDERING = 9;
    private const int RTAX_HOPLIMIT = 10;
    private const int RTAX_INITCWND = 11;
    private const int RTAX_FEATURES = 12;
    private const int RTAX_RTO_MIN = 13;
    private const int RTAX_INITRWND = 14;
    private const int RTAX_QUICKACK = 15;
    private const int RTAX_CC_ALGO = 16;
    private const int RTAX_FASTOPEN_NO_COOKIE = 17;

    /// <summary>Describes metrics.</summary>
    public RouteMetrics()
    {
    }

    internal RouteMetrics(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RTAX_LOCK:
                    Locks = (RouteMetricLocks)attribute.Read<uint>();
                    break;
                case RTAX_MTU:
                    Mtu = attribute.Read<uint>();
                    break;
                case RTAX_WINDOW:
                    Window = attribute.Read<uint>();
                    break;
                case RTAX_RTT:
                    RoundTripTime = TimeSpan.FromMilliseconds(attribute.Read<uint>() / 8.0);
                    break;
                case RTAX_RTTVAR:
                    RoundTripTimeVariance = TimeSpan.FromMilliseconds(attribute.Read<uint>() / 4.0);
                    break;
                case RTAX_SSTHRESH:
                    SlowStartThreshold = attribute.Read<uint>();
                    break;
                case RTAX_CWND:
                    CongestionWindow = attribute.Read<uint>();
                    break;
                case RTAX_ADVMSS:
                    AdvertisedMss = attribute.Read<uint>();
                    break;
                case RTAX_REORDERING:
                    Reordering = attribute.Read<uint>();
                    break;
                case RTAX_HOPLIMIT:
                    HopLimit = (int)attribute.Read<uint>();
                    break;
                case RTAX_INITCWND:
                    InitialCongestionWindow = attribute.Read<uint>();
                    break;
                case RTAX_FEATURES:
                    Features = (RouteFeatures)attribute.Read<uint>();
                    break;
                case RTAX_RTO_MIN:
                    MinimumRetransmissionTimeout = TimeSpan.FromMilliseconds(attribute.Read<uint>());
                    break;
                case RTAX_INITRWND:
                    InitialReceiveWindow = attribute.Read<uint>();
                    break;
                case RTAX_QUICKACK:
                    QuickAck = attribute.Read<uint>() != 0;
                    break;
                case RTAX_CC_ALGO:
                    CongestionControl = attribute.ReadString();
                    break;
                case RTAX_FASTOPEN_NO_COOKIE:
                    FastOpenWithoutCookie = attribute.Read<uint>() != 0;
                    break;
            }
        }
    }

    /// <summary>Metrics that the kernel must not change (RTAX_LOCK).</summary>
    public RouteMetricLocks Locks { get; init; }

    /// <summary>Path MTU in bytes (RTAX_MTU).</summary>
    public uint? Mtu { get; init; }

    /// <summary>Largest window to advertise, in bytes (RTAX_WINDOW).</summary>
    public uint? Window { get; init; }

    /// <summary>First estimate of the round trip time, in eighths of a millisecond (RTAX_RTT, <c>rtt</c>).</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>First estimate of its variance, in quarters of a millisecond (RTAX_RTTVAR, <c>rttvar</c>).</summary>
    public TimeSpan? RoundTripTimeVariance { get; init; }

    /// <summary>Slow start threshold, in segments (RTAX_SSTHRESH).</summary>
    public uint? SlowStartThreshold { get; init; }

    /// <summary>Clamp of the congestion window, in segments; needs its lock (RTAX_CWND).</summary>
    public uint? CongestionWindow { get; init; }

    /// <summary>Segment size to advertise, in bytes (RTAX_ADVMSS).</summary>
    public uint? AdvertisedMss { get; init; }

    /// <summary>How many segments out of order are no loss (RTAX_REORDERING).</summary>
    public uint? Reordering { get; init; }

    /// <summary>Hop limit, or TTL, of packets: 1 to 255; 0 or null: the system's (RTAX_HOPLIMIT).</summary>
    public int? HopLimit { get; init; }

    /// <summary>Initial congestion window, in segments (RTAX_INITCWND).</summary>
    public uint? InitialCongestionWindow { get; init; }

    /// <summary>Features (RTAX_FEATURES).</summary>
    public RouteFeatures? Features { get; init; }

    /// <summary>Lower bound of TCP's retransmission timeout, in milliseconds (RTAX_RTO_MIN, <c>rto_min</c>); its lock is sent with it.</summary>
    public TimeSpan? MinimumRetransmissionTimeout { get; init; }

    /// <summary>Initial receive window, in segments (RTAX_INITRWND).</summary>
    public uint? InitialReceiveWindow { get; init; }

    /// <summary>Acknowledge at once (RTAX_QUICKACK).</summary>
    public bool? QuickAck { get; init; }

    /// <summary>TCP's congestion control, <c>cubic</c> or another that the kernel has (RTAX_CC_ALGO).</summary>
    public string? CongestionControl { get; init; }

    /// <summary>TCP Fast Open without a cookie (RTAX_FASTOPEN_NO_COOKIE).</summary>
    public bool? FastOpenWithoutCookie { get; init; }

    internal void Write(ref NetlinkWriter request)
    {
        int start = request.BeginNested(RouteAttribute.RTA_METRICS, "Metrics");
        // Without its lock the kernel ignores it (tcp_rto_min in net/ipv4/tcp_output.c); ip adds the lock, too.
        RouteMetricLocks locks = Locks | (MinimumRetransmissionTimeout is null ? RouteMetricLocks.None : RouteMetricLocks.MinimumRetransmissionTimeout);
        request.Attribute(RTAX_LOCK, locks == RouteMetricLocks.None ? null : (uint?)locks, nameof(Locks));
        request.Attribute(RTAX_MTU, Mtu);
        request.Attribute(RTAX_WINDOW, Window);
        request.Attribute(RTAX_RTT, Milliseconds(RoundTripTime, 8), nameof(RoundTripTime));
        request.Attribute(RTAX_RTTVAR, Milliseconds(RoundTripTimeVariance, 4), nameof(RoundTripTimeVariance));
        request.Attribute(RTAX_SSTHRESH, SlowStartThreshold);
        request.Attribute(RTAX_CWND, CongestionWindow);
        request.Attribute(RTAX_ADVMSS, AdvertisedMss);
        request.Attribute(RTAX_REORDERING, Reordering);
        request.Attribute(RTAX_HOPLIMIT, HopLimit);
        request.Attribute(RTAX_INITCWND, InitialCongestionWindow);
        request.Attribute(RTAX_FEATURES, (uint?)Features, nameof(Features));
        request.Attribute(RTAX_RTO_MIN, Milliseconds(MinimumRetransmissionTimeout, 1), nameof(MinimumRetransmissionTimeout));
        request.Attribute(RTAX_INITRWND, InitialReceiveWindow);
        request.Attribute(RTAX_QUICKACK, QuickAck.ToUInt32(), nameof(QuickAck));
        request.Attribute(RTAX_CC_ALGO, CongestionControl);
        request.Attribute(RTAX_FASTOPEN_NO_COOKIE, FastOpenWithoutCookie.ToUInt32(), nameof(FastOpenWithoutCookie));
        request.EndNestedUnlessEmpty(start);
    }

    internal void Check()
    {
        if (HopLimit is < 0 or > 255)
        {
            throw new ArgumentOutOfRangeException(nameof(HopLimit), HopLimit, "A hop limit is from 0 to 255.");
        }

        CheckTime(RoundTripTime, nameof(RoundTripTime));
        CheckTime(RoundTripTimeVariance, nameof(RoundTripTimeVariance));
        CheckTime(MinimumRetransmissionTimeout, nameof(MinimumRetransmissionTimeout));
    }

    private static void CheckTime(TimeSpan? time, string parameter)
    {
        if (time is TimeSpan there && (there < TimeSpan.Zero || there > TimeSpan.FromDays(1)))
        {
            throw new ArgumentOutOfRangeException(parameter, time, "A time of TCP's is from zero to a day.");
        }
    }

    private static uint? Milliseconds(TimeSpan? time, int parts) => (uint?)(time?.TotalMilliseconds * parts);
}
