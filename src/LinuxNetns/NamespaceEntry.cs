namespace LinuxNetns;

/// <summary>A name in the registry.</summary>
public sealed record NamespaceEntry
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is. An entry that is not a namespace is a state, not an error.</summary>
    public required NamespaceEntryState State { get; init; }

    /// <summary>The namespace's identity; null where the entry is not a namespace or may not be opened.</summary>
    public NamespaceId? Id { get; init; }

    /// <summary>The namespace id (nsid) that the calling thread's namespace has for it; null where none is assigned.</summary>
    public int? NetnsId { get; init; }

    /// <summary>The mark set with <see cref="INamespaceRegistry.SetAdministrativeState"/>.</summary>
    public AdministrativeState AdministrativeState { get; init; }

    /// <summary>Whether it can be opened as a network namespace.</summary>
    public bool IsUsable => State is NamespaceEntryState.Live or NamespaceEntryState.DoubleMounted;
}
