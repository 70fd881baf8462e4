namespace LinuxNetns;

/// <summary>The threads of one namespace for <see cref="NetworkNamespace.Run(Action)"/>: as many as are used at once, kept for a moment.</summary>
internal sealed class RunThreads(NetworkNamespace networkNamespace) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<RunThread> _idle = new();
    private bool _disposed;

    /// <summary>Ends the idle threads; those at work end when they have done. Their view of /sys would keep the namespace alive.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_idle.TryPop(out RunThread? thread))
                thread.End();
        }
    }

    /// <exception cref="NetworkNamespaceException">No thread can be started in there.</exception>
    internal RunThread Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, networkNamespace);
            if (_idle.TryPop(out RunThread? thread))
                return thread;
        }

        return new RunThread(networkNamespace, this);
    }

    /// <summary>False if it is not wanted any more.</summary>
    internal bool TryReturn(RunThread thread)
    {
        lock (_gate)
        {
            if (_disposed)
                return false;
            _idle.Push(thread);
            return true;
        }
    }

    /// <summary>False if a job is on its way to it.</summary>
    internal bool TryRemove(RunThread thread)
    {
        lock (_gate)
        {
            RunThread[] all = [.. _idle.Reverse()];
            if (!all.Contains(thread))
                return false;
            _idle.Clear();
            foreach (RunThread other in all)
            {
                if (other != thread)
                    _idle.Push(other);
            }

            return true;
        }
    }
}
