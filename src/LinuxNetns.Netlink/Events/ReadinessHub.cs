namespace LinuxNetns.Netlink;

/// <summary>Starts the waiting thread with the first monitor and ends it with the last.</summary>
internal sealed class ReadinessHub
{
    private readonly object _gate = new();
    private ReadinessLoop? _loop;
    private int _members;

    /// <summary>One thread waits for all monitors of the process.</summary>
    internal static ReadinessHub Shared { get; } = new();

    internal ReadinessLoop Join()
    {
        lock (_gate)
        {
            if (_loop is null or { HasEnded: true })
            {
                _loop = new ReadinessLoop();
                _members = 0;
                _loop.Start();
            }

            _members++;
            return _loop;
        }
    }

    /// <summary>Done when the thread has let go of everything, if this was the last.</summary>
    internal Task LeaveAsync(ReadinessLoop loop)
    {
        lock (_gate)
        {
            if (loop != _loop)
            {
                return loop.Ended;
            }

            if (--_members > 0)
            {
                return Task.CompletedTask;
            }

            _loop = null;
            loop.Stop();
            return loop.Ended;
        }
    }
}
