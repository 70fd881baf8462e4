namespace LinuxNetns;

/// <content>Code inside, asynchronous code too.</content>
public sealed partial class NetworkNamespace
{
    private AmbientFlow? _flow;

    /// <summary>What becomes of code that is still inside (<see cref="Enter"/>, <see cref="RunAsync(Func{Task})"/>) when this handle is disposed of.</summary>
    public FlowsAfterDispose AfterDispose { get; set; }

    /// <summary>Enters the namespace: the calling code, and all that flows from it, is inside until the scope is disposed of. Needs CAP_SYS_ADMIN.</summary>
    /// <remarks>
    /// The namespace flows with the execution context, as an <see cref="AsyncLocal{T}"/> does: through <c>await</c>, <c>ConfigureAwait(false)</c>, Task.Run, Parallel, timers, new threads; and every thread is
    /// home again the moment it runs other code. It does not flow where contexts do not: Unsafe… methods, suppressed flow, the work of a pooled connection that somebody else opened, the steps of an async
    /// iterator after its first. Only the network is switched: files, <c>/sys</c> and <c>/etc/resolv.conf</c> are the process's (see <see cref="Run{T}(Func{T})"/>, <see cref="ResolveAsync"/>).
    /// If a thread cannot be switched where this flows to (it has dropped its capabilities), the process ends: it would use the wrong network.
    /// </remarks>
    /// <returns>What leaves again when it is disposed of: <c>using (ns.Enter()) { … }</c>.</returns>
    /// <exception cref="InvalidOperationException">The flow of execution contexts is suppressed.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered, or there would be no way back. The thread has not moved.</exception>
    /// <exception cref="ObjectDisposedException">This handle is disposed of.</exception>
    public AmbientScope Enter() => Flow().Enter();

    /// <summary>Runs asynchronous code inside the namespace, as within <see cref="Enter"/>.</summary>
    /// <param name="function">The code.</param>
    /// <returns>Ends with the code.</returns>
    /// <inheritdoc cref="Enter" path="/remarks|/exception"/>
    public async Task RunAsync(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using AmbientScope scope = Enter();
        await function().ConfigureAwait(false);
    }

    /// <summary>Runs asynchronous code inside the namespace, as within <see cref="Enter"/>.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="function">The code.</param>
    /// <returns>What it gave.</returns>
    /// <inheritdoc cref="Enter" path="/remarks|/exception"/>
    public async Task<T> RunAsync<T>(Func<Task<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using AmbientScope scope = Enter();
        return await function().ConfigureAwait(false);
    }

    private AmbientFlow Flow()
    {
        AmbientFlow? flow = Volatile.Read(ref _flow);
        if (flow is not null && !_disposed)
            return flow;
        RequireEnterable();
        AmbientSetup.Prepare();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _flow ??= new AmbientFlow(this);
        }
    }

    /// <summary>To be called once nothing can be entered any more.</summary>
    private void EndFlows()
    {
        _runThreads?.Dispose();
        if (AfterDispose == FlowsAfterDispose.Quarantine)
            _flow?.Close();
    }
}
