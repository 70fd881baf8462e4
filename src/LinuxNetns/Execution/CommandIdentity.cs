namespace LinuxNetns;

/// <summary>Who a command runs as.</summary>
/// <param name="UserId">The user; null leaves it.</param>
/// <param name="GroupId">The primary group; null leaves it.</param>
/// <param name="Groups">The supplementary groups; null leaves them.</param>
/// <param name="UserName">The login name, where the user has one.</param>
/// <param name="HomeDirectory">The home directory, where the user has one.</param>
internal sealed record CommandIdentity(uint? UserId, uint? GroupId, IReadOnlyList<uint>? Groups, string? UserName, string? HomeDirectory)
{
    /// <summary>Nobody else.</summary>
    internal static CommandIdentity Unchanged { get; } = new(null, null, null, null, null);
}
