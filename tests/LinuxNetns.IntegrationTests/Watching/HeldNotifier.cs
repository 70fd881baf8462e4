using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>The real inotify, read only while it is not held: what happens meanwhile piles up in the kernel.</summary>
internal sealed class HeldNotifier : IDisposable
{
    private readonly ManualResetEventSlim _released = new(initialState: true);
    private readonly SemaphoreSlim _reached = new(0);

    public void Dispose()
    {
        Release();
        _reached.Dispose();
        // The event stays: a thread may be on its way out of it.
    }

    /// <summary>A watcher, on a thread of its own.</summary>
    internal NamespaceWatcher Watch(TestRegistry test) => new(test.Options, new WatchHub(new WatchSeams { OpenNotifier = () => new Notifier(this) }));

    /// <summary>Returns when the thread stands still, which it does at the next event: this makes one.</summary>
    internal async Task HoldAsync(string eventPath)
    {
        _released.Reset();
        await File.Create(eventPath).DisposeAsync();
        Assert.True(await _reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    internal void Release() => _released.Set();

    private sealed class Notifier(HeldNotifier owner) : IDirectoryNotifier
    {
        private readonly InotifyQueue _inotify = new();

        public int Descriptor => _inotify.Descriptor;

        public void Dispose() => _inotify.Dispose();

        public Errno Add(string path, out int watch) => _inotify.Add(path, out watch);

        public void Remove(int watch) => _inotify.Remove(watch);

        public void Read(List<InotifyEvent> events)
        {
            if (!owner._released.IsSet)
            {
                owner._reached.Release();
                owner._released.Wait(TimeSpan.FromSeconds(60)); // a test that failed meanwhile must end
            }

            _inotify.Read(events);
        }
    }
}
