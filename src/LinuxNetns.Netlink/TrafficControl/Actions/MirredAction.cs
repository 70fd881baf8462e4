namespace LinuxNetns.Netlink;

/// <summary>Sends packets, or copies, to another device (kind <c>mirred</c>, man 8 tc-mirred).</summary>
public sealed record MirredAction : TrafficAction
{
    private const int TCA_MIRRED_PARMS = 2;

    /// <summary>Describes an action.</summary>
    /// <param name="mode">How packets go there.</param>
    /// <param name="device">The other device.</param>
    public MirredAction(MirredMode mode, LinkReference device) : base("mirred")
    {
        Mode = mode;
        Device = device;
    }

    internal MirredAction(AttributeReader options) : base("mirred")
    {
        MirredParameters parameters = options.Find(TCA_MIRRED_PARMS).Read<MirredParameters>();
        Index = parameters.Header.Index;
        Verdict = parameters.Header.Verdict;
        Mode = parameters.Mode;
        Device = LinkReference.Reported(parameters.Index) ?? LinkReference.None;
    }

    /// <summary>How packets go there.</summary>
    public MirredMode Mode { get; init; }

    /// <summary>The other device, in the same network namespace.</summary>
    public LinkReference Device { get; init; }

    /// <summary>What becomes of the packet; null: it is gone when redirected, and goes on when mirrored.</summary>
    public TrafficVerdict? Verdict { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        TrafficVerdict verdict = Mode is MirredMode.EgressRedirect or MirredMode.IngressRedirect ? TrafficVerdict.Stolen : TrafficVerdict.Pipe;
        request.Attribute(
            TCA_MIRRED_PARMS,
            new MirredParameters { Header = new TrafficActionHeader { Verdict = Verdict ?? verdict }, Mode = Mode, Index = links.IndexOf(Device) },
            nameof(Device));
    }
}
