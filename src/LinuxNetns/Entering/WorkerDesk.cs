using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns;

/// <summary>Where callers wait for one worker.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It is there as long as the process.")]
internal sealed unsafe class WorkerDesk
{
    private readonly object _gate = new();
    private NamespaceWorker? _worker;

    internal void Execute(RawCall* call)
    {
        lock (_gate)
        {
            if (_worker is not null)
            {
                Execute(_worker, call);
                // A thread has the capabilities of the one that made it; this caller may have more.
                if (!NamespaceThread.IsRefused(call))
                    return;
            }

            _worker = new NamespaceWorker();
            Execute(_worker, call);
        }
    }

    private void Execute(NamespaceWorker worker, RawCall* call)
    {
        if (worker.Execute(call))
            return;
        worker.Dispose();
        _worker = null;
    }
}
