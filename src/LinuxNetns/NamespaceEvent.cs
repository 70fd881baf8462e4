namespace LinuxNetns;

/// <summary>A change that a watcher saw.</summary>
public sealed record NamespaceEvent
{
    /// <summary>What happened.</summary>
    public required NamespaceEventKind Kind { get; init; }

    /// <summary>The name; the new one for <see cref="NamespaceEventKind.Renamed"/>, the last known one for <see cref="NamespaceEventKind.Destroyed"/>,
    /// null for <see cref="NamespaceEventKind.Resync"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The name that was given up; null unless <see cref="NamespaceEventKind.Renamed"/>.</summary>
    public string? OldName { get; init; }

    /// <summary>The namespace that the name stands for, or stood for where it was removed. Null for <see cref="NamespaceEventKind.Added"/>,
    /// for <see cref="NamespaceEventKind.Resync"/>, and for a name that was removed before it became ready.</summary>
    public NamespaceId? Id { get; init; }
}
