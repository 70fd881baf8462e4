using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests;

/// <summary>Says what the test says, and nothing by itself: changes of a directory go unnoticed until then.</summary>
internal sealed class StagedNotifier : IDirectoryNotifier
{
    private readonly SafeFileHandle _readable = EventFd.Create();
    private readonly Queue<InotifyEvent> _events = new();
    private readonly Dictionary<string, int> _watches = [];

    internal List<int> Removed { get; } = [];

    internal bool IsDisposed { get; private set; }

    /// <summary>Answers every watch with this error.</summary>
    internal Errno Refusal { get; init; }

    public int Descriptor => (int)_readable.DangerousGetHandle();

    public void Dispose()
    {
        IsDisposed = true;
        _readable.Dispose();
    }

    public Errno Add(string path, out int watch)
    {
        watch = -1;
        if (Refusal != Errno.None)
            return Refusal;
        if (!Directory.Exists(path))
            return Errno.ENOENT;
        lock (_events)
        {
            if (!_watches.TryGetValue(path, out watch))
                _watches.Add(path, watch = _watches.Count + 1);
        }

        return Errno.None;
    }

    public void Remove(int watch)
    {
        lock (_events)
            Removed.Add(watch);
    }

    public void Read(List<InotifyEvent> events)
    {
        lock (_events)
        {
            EventFd.Clear(_readable);
            while (_events.TryDequeue(out InotifyEvent e))
                events.Add(e);
        }
    }

    internal void Overflow() => Say(new InotifyEvent(-1, Interop.IN_Q_OVERFLOW, null));

    internal void Say(InotifyEvent e)
    {
        lock (_events)
        {
            _events.Enqueue(e);
            EventFd.Signal(_readable);
        }
    }
}
