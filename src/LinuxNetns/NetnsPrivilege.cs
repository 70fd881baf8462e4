namespace LinuxNetns;

/// <summary>Whether one thing works here, and if not why not.</summary>
/// <param name="Feature">The thing.</param>
/// <param name="Works">Whether it was seen to work.</param>
/// <param name="Reason">Why it does not, or what is noteworthy; null where there is nothing to say.</param>
/// <param name="Remedy">What would make it work; null where nothing is known, or needed.</param>
public sealed record NetnsPrivilege(NetnsFeature Feature, bool Works, string? Reason = null, string? Remedy = null);
