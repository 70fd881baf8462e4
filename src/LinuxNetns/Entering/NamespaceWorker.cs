namespace LinuxNetns;

/// <summary>A thread that goes away for one <see cref="RawCall"/> at a time.</summary>
internal sealed unsafe class NamespaceWorker : IDisposable
{
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private readonly ManualResetEventSlim _slowDone = new(initialState: false, spinCount: 0);
    private RawCall* _call;
    private bool _again;

    internal NamespaceWorker()
    {
        // The creating thread may itself be away: the worker goes home first.
        var thread = new Thread(Loop, 256 * 1024) { IsBackground = true, Name = "netns worker" };
        NamespaceThread.Start(thread);
    }

    public void Dispose()
    {
        _work.Dispose();
        _done.Dispose();
        _slowDone.Dispose();
    }

    /// <summary>False if the worker could not go or not come home; it has ended then.</summary>
    internal bool Execute(RawCall* call)
    {
        NamespaceThread.EnsureWarm();
        _call = call;
        _slowDone.Reset();
        _work.Release();
        if (call->IsSlow)
            NamespaceThread.Await(static done => done.Wait(), _slowDone);
        else
            NamespaceThread.Await(static done => done.Wait(), _done);
        return _again;
    }

    private void Loop()
    {
        NamespaceThread.SetName("netns worker\0"u8);
        // Best effort: without privilege nothing can be entered either, and the calls say so.
        _ = NamespaceThread.SwitchHome();
        do
        {
            _work.Wait();
            RawCall* call = _call;
            bool slow = call->IsSlow;
            _again = NamespaceThread.Visit(call) && !NamespaceThread.IsRefused(call);
            if (slow)
                _slowDone.Set();
            else
                _done.Release();
        }
        while (_again);
    }
}
