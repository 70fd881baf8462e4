namespace LinuxNetns;

/// <summary>How <see cref="NetworkNamespace.PingAsync"/> asks.</summary>
public sealed record NamespacePingOptions
{
    /// <summary>How long to wait for an answer; five seconds unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time to live (IPv4) or hop limit (IPv6), 1 to 255; null for the kernel's.</summary>
    public int? TimeToLive { get; init; }

    /// <summary>Whether routers must not split the packet (IPv4).</summary>
    public bool DontFragment { get; init; }

    /// <summary>What to send after the header, in bytes: 0 to 65,000; 56 unless set, as ping(8).</summary>
    public int PayloadSize { get; init; } = 56;
}
