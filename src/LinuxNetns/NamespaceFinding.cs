namespace LinuxNetns;

/// <summary>What <see cref="INamespaceRegistry.Examine"/> found wrong, and what <see cref="INamespaceRegistry.Repair"/> did about it.</summary>
public sealed record NamespaceFinding
{
    /// <summary>The name; empty where it is the directory itself.</summary>
    public required string Name { get; init; }

    /// <summary>The state of the entry; null where it is the directory itself.</summary>
    public NamespaceEntryState? State { get; init; }

    /// <summary>What is wrong and what follows from it, in a sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>What mends it, as a command line or an instruction.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether <see cref="INamespaceRegistry.Repair"/> mends it: only where nothing can be lost.</summary>
    public bool IsSafeToRepair { get; init; }

    /// <summary>Whether it was mended.</summary>
    public bool Repaired { get; init; }

    /// <summary>Why mending failed.</summary>
    public Exception? Error { get; init; }
}
