namespace LinuxNetns;

/// <summary>A namespace on a <see cref="NetworkMap"/>.</summary>
public sealed record MapNamespace
{
    /// <summary>What the host scan found of it: identity, names, processes, holders.</summary>
    public required HostNamespace Host { get; init; }

    /// <summary>What to call it: its names, <c>host</c> for that of process 1, or one of its processes, or its inode.</summary>
    public required string Label { get; init; }

    /// <summary>Its links, by index.</summary>
    public IReadOnlyList<MapLink> Links { get; init; } = [];

    /// <summary>Why its links are not known; null where they are.</summary>
    public string? Error { get; init; }
}
