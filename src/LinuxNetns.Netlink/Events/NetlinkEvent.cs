namespace LinuxNetns.Netlink;

/// <summary>A change of the network configuration.</summary>
/// <example>
/// <code>
/// await foreach (NetlinkEvent e in ns.MonitorAsync(cancellationToken: stop))
/// {
///     if (e is { Kind: NetlinkEventKind.Removed, Item: Link link })
///         Console.WriteLine($"{link.Name} is gone");
/// }
/// </code>
/// </example>
public sealed record NetlinkEvent
{
    /// <summary>What happened.</summary>
    public required NetlinkEventKind Kind { get; init; }

    /// <summary>What it happened to; <see cref="NetlinkTopics.None"/> for <see cref="NetlinkEventKind.Listening"/> and <see cref="NetlinkEventKind.Resync"/>.</summary>
    public NetlinkTopics Topic { get; init; }

    /// <summary>
    /// The network namespace that it happened in, by the id that the listener's has for it; null: in the listener's own. Indexes of links, too, count there.
    /// </summary>
    public int? NetnsId { get; init; }

    /// <summary>
    /// The object, of the type that the lists have: a <see cref="Link"/>, an <see cref="InterfaceAddress"/>, a <see cref="Route"/>, …; see
    /// <see cref="NetlinkTopics"/>. Null for <see cref="NetlinkEventKind.Listening"/> and <see cref="NetlinkEventKind.Resync"/>.
    /// </summary>
    public object? Item { get; init; }
}
