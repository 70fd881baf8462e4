using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <content>Synchronous code inside.</content>
public sealed partial class NetworkNamespace
{
    private const string Asynchronous = "Run is for synchronous code: what comes after the first await would run outside. Use RunAsync, or Enter.";

    private RunThreads? _runThreads;

    /// <summary>Runs synchronous code inside the namespace, on a thread that also sees the namespace's files: <c>/sys</c>, <c>/proc/net</c>, and those of <c>/etc/netns/NAME</c> in <c>/etc</c>. Needs CAP_SYS_ADMIN.</summary>
    /// <remarks>
    /// So <see cref="System.Net.NetworkInformation.NetworkInterface"/>, <see cref="System.Net.NetworkInformation.IPGlobalProperties"/>, the synchronous methods of <see cref="System.Net.Dns"/> and any library tell what is true
    /// there. The calling thread waits and does not move. What the code starts on other threads (Task.Run) is inside as well, as with <see cref="Enter"/>, but sees the process's files.
    /// The threads are kept for a few seconds; one that the code has left in another state (a mount, a namespace, a capability) is ended instead.
    /// </remarks>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="function">The code. Its exceptions come out of this call as they are.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="ArgumentException">It gives a task: it is asynchronous.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up; the message says which step, and the remedy. Nothing was run.</exception>
    /// <exception cref="ObjectDisposedException">This handle is disposed of.</exception>
    public T Run<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (typeof(Task).IsAssignableFrom(typeof(T)) || typeof(T) == typeof(ValueTask) || (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(ValueTask<>)))
            throw new ArgumentException(Asynchronous, nameof(function));
        AmbientFlow flow = Flow();
        RunThreads threads = RunThreadsOf();
        // Already there: another thread would only wait for this one.
        if (RunThread.Current?.Owner == threads && AmbientFlow.Current == flow)
            return function();
        using var job = new RunJob<T>(flow, function);
        return job.Execute(threads.Rent());
    }

    /// <inheritdoc cref="Run{T}(Func{T})"/>
    /// <param name="action">The code. Its exceptions come out of this call as they are.</param>
    public void Run(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _ = Run(() =>
        {
            action();
            return true;
        });
    }

    /// <summary>Does not compile: see <see cref="RunAsync(Func{Task})"/>.</summary>
    /// <param name="function">Asynchronous code.</param>
    [Obsolete(Asynchronous, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(2)]
    public void Run(Func<Task> function) => throw new NotSupportedException(Asynchronous);

    /// <summary>Does not compile: see <see cref="RunAsync{T}(Func{Task{T}})"/>.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="function">Asynchronous code.</param>
    [Obsolete(Asynchronous, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(2)]
    public void Run<T>(Func<Task<T>> function) => throw new NotSupportedException(Asynchronous);

    /// <summary>Does not compile: see <see cref="RunAsync(Func{Task})"/>.</summary>
    /// <param name="function">Asynchronous code.</param>
    [Obsolete(Asynchronous, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public void Run(Func<ValueTask> function) => throw new NotSupportedException(Asynchronous);

    /// <summary>Does not compile: see <see cref="RunAsync{T}(Func{Task{T}})"/>.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="function">Asynchronous code.</param>
    [Obsolete(Asynchronous, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(1)]
    public void Run<T>(Func<ValueTask<T>> function) => throw new NotSupportedException(Asynchronous);

    private RunThreads RunThreadsOf()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _runThreads ??= new RunThreads(this);
        }
    }
}
