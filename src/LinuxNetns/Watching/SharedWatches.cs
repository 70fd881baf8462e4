using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Counts the holders of each watch: the kernel gives one directory one watch, and two registries may wait for theirs to be made in the same directory.</summary>
internal sealed class SharedWatches(IDirectoryNotifier notifier)
{
    private readonly Dictionary<int, int> _holders = [];

    /// <summary>Watches a directory; the watch is to be held at once.</summary>
    internal Errno Find(string path, out int watch) => notifier.Add(path, out watch);

    internal void Hold(int watch) => _holders[watch] = _holders.GetValueOrDefault(watch) + 1;

    internal void Release(int watch)
    {
        if (!_holders.TryGetValue(watch, out int holders))
            return;
        if (holders > 1)
        {
            _holders[watch] = holders - 1;
            return;
        }

        _holders.Remove(watch);
        // One that the kernel has dropped itself answers EINVAL; its number is not used again.
        notifier.Remove(watch);
    }
}
