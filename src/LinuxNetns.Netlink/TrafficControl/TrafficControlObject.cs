namespace LinuxNetns.Netlink;

/// <summary>A queueing discipline, a class or a filter of a device: what <c>tc</c> configures (man 8 tc).</summary>
public abstract record TrafficControlObject : NetlinkObject
{
    private protected TrafficControlObject(LinkReference device, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Device = device;
        Kind = kind;
    }

    internal TrafficControlObject(in TrafficRow row)
    {
        Device = LinkReference.Reported(row.Message.Index) ?? LinkReference.None;
        Kind = row.KindText;
        Handle = TrafficHandle.Reported(row.Message.Handle);
        Parent = TrafficHandle.Reported(row.Message.Parent);
        Statistics = row.Statistics.IsEmpty ? null : new TrafficStatistics(new AttributeReader(row.Statistics));
    }

    /// <summary>The device.</summary>
    public LinkReference Device { get; init; }

    /// <summary>What it is, as <c>tc</c> names it (TCA_KIND): <c>netem</c>, <c>htb</c>, <c>flower</c>, …</summary>
    public string Kind { get; }

    /// <summary>Its number on the device; null: the kernel chooses.</summary>
    public TrafficHandle? Handle { get; init; }

    /// <summary>Where it hangs: a class, a qdisc, or the device itself; null: the device, on the way out (<see cref="TrafficHandle.Root"/>).</summary>
    public TrafficHandle? Parent { get; init; }

    /// <summary>What has passed it (TCA_STATS2); null where it does not count. Never sent.</summary>
    public TrafficStatistics? Statistics { get; init; }

    /// <summary>Checks what the kernel need not be asked about.</summary>
    /// <exception cref="ArgumentException">Something cannot be.</exception>
    private protected virtual void Check(Verb verb)
    {
    }

    /// <summary>Writes TCA_OPTIONS, if there are any, and what of the kind is beside them.</summary>
    private protected abstract void WriteOptions(ref NetlinkWriter request, LinkResolver links);

    /// <summary>The device's index, for the message.</summary>
    private protected int IndexOf(LinkResolver links) =>
        Device == LinkReference.None ? throw Invalid.Property(nameof(Device), "No device is named.") : links.IndexOf(Device);

    private protected string Where => $"{(Handle is TrafficHandle handle ? $" {handle}" : "")} of \"{Device}\"";
}
