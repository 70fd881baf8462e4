using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <summary>Watches the directory of names by inotify(7), the mount table by poll(2) on mountinfo (proc_pid_mountinfo(5)), and the end of namespaces by RTM_DELNSID (rtnetlink(7)).</summary>
/// <remarks>Safe for use by many threads at once; holds nothing while nobody enumerates.</remarks>
/// <example>
/// <code>
/// await foreach (NamespaceEvent change in new NamespaceWatcher().WatchAsync(cancellationToken))
///     Console.WriteLine($"{change.Kind} {change.Name}");
/// </code>
/// </example>
public sealed class NamespaceWatcher : INamespaceWatcher
{
    private readonly string _directory;
    private readonly WatchHub _hub;

    /// <summary>Makes a watcher. Nothing is watched until <see cref="WatchAsync"/> is enumerated.</summary>
    /// <param name="options">Where the names are; null for the default.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public NamespaceWatcher(LinuxNetnsOptions? options = null)
        : this(options ?? new LinuxNetnsOptions(), WatchHub.Shared)
    {
    }

    internal NamespaceWatcher(LinuxNetnsOptions options, WatchHub hub)
    {
        _directory = options.Validate().RunDirectory;
        _hub = hub;
    }

    /// <summary>Whether the code after each event may run on the watching thread, which this watcher then has for itself (as in <see cref="System.Threading.Channels.ChannelOptions.AllowSynchronousContinuations"/>).</summary>
    /// <remarks>False by default: an event is told by waking a thread of the pool. That wake-up takes as long as all the rest; without it a new name is known in about half the time.
    /// In return nothing is watched while that code runs: what takes long, or blocks until this watcher tells something else or is disposed of, does not belong there. Other watchers are not held up.
    /// Such a watcher has an inotify instance (128 a user by default), a thread and a scratch namespace of its own while it is enumerated. A reader that is cancelled goes on within <c>Cancel</c>.</remarks>
    public bool AllowSynchronousContinuations
    {
        get;
        init
        {
            field = value;
            _hub = value ? _hub.ForItself() : _hub;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NamespaceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WatchSubscription subscription = _hub.Subscribe(_directory);
        try
        {
            while (await subscription.Events.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (subscription.Events.TryRead(out NamespaceEvent? e))
                    yield return e;
            }
        }
        finally
        {
            // After the last enumeration nothing is left: neither thread nor descriptor.
            await _hub.UnsubscribeAsync(subscription).ConfigureAwait(false);
        }
    }
}
