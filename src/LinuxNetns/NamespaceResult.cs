namespace LinuxNetns;

/// <summary>What became of one namespace when something was done to all of them.</summary>
/// <param name="Name">The name.</param>
/// <param name="Error">The failure; null where it went well.</param>
public sealed record NamespaceResult(string Name, Exception? Error)
{
    /// <summary>Whether it went well.</summary>
    public bool Succeeded => Error is null;
}
