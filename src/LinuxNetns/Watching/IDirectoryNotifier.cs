using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Tells that something in a directory changed: inotify, or a test's stand-in for it that overflows on demand.</summary>
internal interface IDirectoryNotifier : IDisposable
{
    /// <summary>To poll(2) for input.</summary>
    int Descriptor { get; }

    /// <summary>Watches a directory; watching it again gives the same number.</summary>
    Errno Add(string path, out int watch);

    /// <summary>Ends a watch, if it has not ended by itself.</summary>
    void Remove(int watch);

    /// <summary>Appends what has happened; does not wait.</summary>
    void Read(List<InotifyEvent> events);
}
