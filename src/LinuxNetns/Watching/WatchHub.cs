namespace LinuxNetns;

/// <summary>Starts the thread with the first enumeration and ends it with the last.</summary>
/// <remarks>Lock order: the hub's gate, then the loop's.</remarks>
internal sealed class WatchHub(WatchSeams seams)
{
    private readonly object _gate = new();
    private WatchLoop? _loop;
    private int _subscriptions;

    /// <summary>All watchers of the process: an inotify instance is scarce (fs.inotify.max_user_instances is 128).</summary>
    internal static WatchHub Shared { get; } = new(new WatchSeams());

    /// <summary>A hub whose thread runs its readers' code, and nobody else's.</summary>
    internal WatchHub ForItself() => new(seams with { RunsReaders = true });

    internal WatchSubscription Subscribe(string directory)
    {
        lock (_gate)
        {
            if (_loop is null or { IsEnding: true })
            {
                _loop = new WatchLoop(seams);
                _subscriptions = 0;
                _loop.Start();
            }

            var subscription = new WatchSubscription(directory, _loop);
            _subscriptions++;
            _loop.Post(subscription, joins: true);
            return subscription;
        }
    }

    /// <summary>Done when the thread has let go of everything, if this was the last.</summary>
    internal Task UnsubscribeAsync(WatchSubscription subscription)
    {
        lock (_gate)
        {
            WatchLoop loop = subscription.Loop;
            if (loop != _loop)
                return loop.Ended;
            if (--_subscriptions > 0)
            {
                loop.Post(subscription, joins: false);
                return Task.CompletedTask;
            }

            _loop = null;
            loop.Stop();
            return loop.Ended;
        }
    }
}
