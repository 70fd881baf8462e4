namespace LinuxNetns;

/// <summary>What a delete did.</summary>
public sealed record NamespaceDeletion
{
    /// <summary>The name that is gone.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace it was of; null where the entry was not a namespace (a placeholder, a dangling link).</summary>
    public NamespaceId? Id { get; init; }

    /// <summary>Whether the kernel was seen to free it. False only means that nobody waited.</summary>
    public bool Destroyed { get; init; }

    /// <summary>The network cards that were moved to the caller's namespace.</summary>
    public IReadOnlyList<string> EvacuatedLinks { get; init; } = [];

    /// <summary>Who keeps the namespace, if <see cref="NamespaceDeleteOptions.Explain"/> asked.</summary>
    public IReadOnlyList<NamespaceHolder> Holders { get; init; } = [];
}
