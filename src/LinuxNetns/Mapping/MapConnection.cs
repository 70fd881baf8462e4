namespace LinuxNetns;

/// <summary>Two links of a <see cref="NetworkMap"/> that belong together.</summary>
/// <param name="Kind">How.</param>
/// <param name="From">The one above, or either end.</param>
/// <param name="To">The one below, or the other end.</param>
public sealed record MapConnection(MapConnectionKind Kind, MapLink From, MapLink To);
