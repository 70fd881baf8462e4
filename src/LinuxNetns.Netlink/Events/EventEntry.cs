namespace LinuxNetns.Netlink;

/// <summary>An object that was told of.</summary>
/// <param name="key">What the kernel tells it from others by; routes and rules may share one.</param>
/// <param name="fingerprint">Of all that it is, without what changes by itself: counters, timers, ages.</param>
/// <param name="item">The object.</param>
internal sealed class EventEntry(string key, ulong fingerprint, object item)
{
    internal string Key => key;

    internal ulong Fingerprint => fingerprint;

    internal object Item => item;

    /// <summary>Another with the same key.</summary>
    internal EventEntry? Next { get; set; }
}
