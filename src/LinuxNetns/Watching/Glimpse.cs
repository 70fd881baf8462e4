using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>What a glance saw of a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Seen">What it is; without the id by which its end will be announced.</param>
/// <param name="Handle">A ready name's namespace, open until the glance has ended.</param>
internal sealed record Glimpse(string Name, WatchedName Seen, SafeFileHandle? Handle);
