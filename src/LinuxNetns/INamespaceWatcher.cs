namespace LinuxNetns;

/// <summary>Tells what becomes of the names in a registry and of their namespaces.</summary>
public interface INamespaceWatcher
{
    /// <summary>Watches: first what is there, then every change, in one order.</summary>
    /// <remarks>
    /// <para>Watching is armed before the first look, so nothing falls between what is there and what changes. Each enumeration begins with a look of its own:
    /// <see cref="NamespaceEventKind.Existing"/> for every usable name, <see cref="NamespaceEventKind.Added"/> for every other one. Whoever folds the events has the directory's names:
    /// a name is there from Existing, Added or Renamed until Removed or until it is renamed away.</para>
    /// <para>The directory need not exist, and may be deleted, made again or mounted over: its names then are removed and added.
    /// Changes are what two looks differ by: a name that came and went between them is not reported,
    /// one that was deleted and made anew is Removed and Added even if the kernel gave the new namespace the old one's inode.</para>
    /// <para>A new name is told as soon as it is there, however many others there are: the look is at the new names alone. In a burst of them it is taken every few milliseconds. Where a name
    /// went, the whole directory is looked at; where only mounts changed (a namespace was unmounted and its file stayed), that happens within some milliseconds, within a quarter of a second while
    /// names are added, and the later the longer such looks take.</para>
    /// <para>What one look finds is told in an order in which it can be applied, additions last and by name, whichever came first: an event does not mean that everything older has been told.
    /// A change made after an event was received is told after everything that the event's look found.</para>
    /// <para>A rename makes the new name before it drops the old one. <see cref="INamespaceRegistry.Rename"/> holds the directory's lock meanwhile; the watcher waits
    /// for that, up to a second, and reports Renamed. Where the two halves are seen apart none the less (another program that takes no lock), the new name is Added and Ready with the
    /// <see cref="NamespaceEvent.Id"/> of the old one, and then the old name is Removed.</para>
    /// <para><see cref="NamespaceEventKind.Destroyed"/> follows the removal of the namespace's last name, at once or when its last user goes, and needs the privilege to make a
    /// network namespace (CAP_SYS_ADMIN): without it there are no such events. The watcher itself keeps no namespace alive.</para>
    /// <para>All watchers of a process share one thread, but for those with <see cref="NamespaceWatcher.AllowSynchronousContinuations"/>; it ends with the last enumeration. Events wait without limit for a slow reader. An enumeration must be disposed of,
    /// as <c>await foreach</c> does, and reports each event once to one reader.</para>
    /// </remarks>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events. Enumerate it as often as you like: each time begins anew.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NetworkNamespaceException">The directory may not be read, or a limit of inotify is reached; thrown from the enumeration.</exception>
    IAsyncEnumerable<NamespaceEvent> WatchAsync(CancellationToken cancellationToken = default);
}
