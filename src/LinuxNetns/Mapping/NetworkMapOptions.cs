namespace LinuxNetns;

/// <summary>What <see cref="NetworkMap.Capture"/> takes in.</summary>
public sealed class NetworkMapOptions
{
    /// <summary>Take loopback devices in.</summary>
    /// <value>Default: false.</value>
    public bool IncludeLoopback { get; init; }

    /// <summary>Take in only namespaces that this is true for; null takes in all.</summary>
    public Func<HostNamespace, bool>? Filter { get; init; }

    /// <summary>Where /proc and the names are; null for the defaults.</summary>
    public LinuxNetnsOptions? Directories { get; init; }
}
