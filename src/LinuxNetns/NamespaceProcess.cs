using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A process that was started in a network namespace.</summary>
/// <remarks>Disposing of it lets go of it: the process goes on, and is still waited for, so that it leaves no zombie. A child of this process in every way, but not one of <see cref="System.Diagnostics.Process"/>'s.</remarks>
public sealed class NamespaceProcess : IDisposable, IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource<ProcessExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _pidfd;
    private readonly SafeFileHandle? _mountNamespace;
    private readonly ExitLink? _link;
    private readonly Stream?[] _streams;
    private readonly bool _ownGroup;
    private readonly bool _heldUntilDisposed;

    // While somebody holds it, a child that has ended stays a zombie, so that its number and its group's are not given to others.
    private int _holds;
    private bool _ended;
    private bool _reaped;
    private int _disposed;

    internal NamespaceProcess(SpawnedChild child, SafeFileHandle pidfd, ChildStreams streams, bool ownGroup, bool keepUntilDisposed, ExitLink? link = null)
    {
        _link = link;
        Id = child.ProcessId;
        BindFailures = child.BindFailures;
        _pidfd = pidfd;
        _mountNamespace = child.MountNamespace < 0 ? null : new SafeFileHandle(child.MountNamespace, ownsHandle: true);
        _streams = [streams.Take(0), streams.Take(1), streams.Take(2)];
        _ownGroup = ownGroup;
        _holds = keepUntilDisposed ? 1 : 0;
        _heldUntilDisposed = keepUntilDisposed;
        bool added = false;
        _pidfd.DangerousAddRef(ref added); // the waiter's, until the end
        ChildWaiter.Add(this);
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>A pidfd (pidfd_open(2)): it stands for this very process, whoever gets its id later. Closed by <see cref="Dispose"/>.</summary>
    public SafeHandle Handle => _pidfd;

    /// <summary>What writes to its standard input. Dispose of it to end the input.</summary>
    /// <exception cref="InvalidOperationException">It was not started with <see cref="StandardStreamMode.Piped"/>.</exception>
    public Stream StandardInput => Pipe(0, nameof(StandardInput));

    /// <summary>What reads its standard output.</summary>
    /// <exception cref="InvalidOperationException">It was not started with <see cref="StandardStreamMode.Piped"/>.</exception>
    public Stream StandardOutput => Pipe(1, nameof(StandardOutput));

    /// <summary>What reads its standard error.</summary>
    /// <exception cref="InvalidOperationException">It was not started with <see cref="StandardStreamMode.Piped"/>.</exception>
    public Stream StandardError => Pipe(2, nameof(StandardError));

    /// <summary>The files of <c>/etc/netns/NAME</c> that it was started without, since there is nothing of that name in <c>/etc</c>.</summary>
    public IReadOnlyList<BindFailure> BindFailures { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _exit.Task.IsCompleted;

    /// <summary>The pidfd's number, valid until <see cref="TryComplete"/> has said true.</summary>
    internal int Descriptor => (int)_pidfd.DangerousGetHandle();

    /// <summary>What poll(2) says has come to its end, valid as <see cref="Descriptor"/> is.</summary>
    internal int EndDescriptor => _link?.Descriptor ?? Descriptor;

    /// <summary>The number of its mount namespace's descriptor; null where it has none of its own.</summary>
    internal int? MountNamespaceDescriptor => (int?)_mountNamespace?.DangerousGetHandle();

    /// <summary>Waits for its end. What it started may go on, and may hold its streams open.</summary>
    /// <param name="cancellationToken">Ends the wait, not the process.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ProcessExit> WaitForExitAsync(CancellationToken cancellationToken = default) => _exit.Task.WaitAsync(cancellationToken);

    /// <summary>Ends it at once (SIGKILL). One that has ended already is left alone.</summary>
    /// <param name="entireProcessTree">Also everything it started, even what has left its process group or its parent: that is known by the mount namespace,
    /// so a daemon is found only if the command had one of its own (as it has unless every part of the set-up is switched off). Waits up to two seconds for their end.</param>
    /// <exception cref="NetworkNamespaceException">It belongs to somebody else now.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed of.</exception>
    public void Kill(bool entireProcessTree = true)
    {
        if (!entireProcessTree)
        {
            _ = Signal(Interop.SIGKILL);
            return;
        }

        bool ours;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            ours = !_reaped;
            _holds++;
        }

        try
        {
            ProcessTree.Kill(Id, ours, _ownGroup, MountNamespaceLink());
        }
        finally
        {
            LetGo();
        }
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">One of the names, or a number of this system.</param>
    /// <returns>False if it has ended.</returns>
    /// <exception cref="NetworkNamespaceException">It belongs to somebody else now.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed of.</exception>
    public bool Signal(PosixSignal signal) => Signal(SignalNumber.Of(signal));

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">The number (signal(7)); 0 only asks whether one could be sent.</param>
    /// <returns>False if it has ended.</returns>
    /// <exception cref="NetworkNamespaceException">It belongs to somebody else now, or there is no such signal.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed of.</exception>
    public bool Signal(int signal)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        Errno errno = HasExited ? Errno.ESRCH : ChildPidfd.Signal(_pidfd, signal);
        return errno switch
        {
            Errno.None => true,
            Errno.ESRCH => false,
            _ => throw Interop.Error(errno, "pidfd_send_signal"),
        };
    }

    /// <summary>Closes the pipes and handles. The process goes on.</summary>
    public void Dispose()
    {
        foreach (Stream? stream in _streams)
            stream?.Dispose();
        Release();
    }

    /// <summary>Closes the pipes and handles. The process goes on.</summary>
    /// <returns>Done when the pipes are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (Stream? stream in _streams)
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
        }

        Release();
    }

    /// <summary>For the waiter: tells everybody if it has ended.</summary>
    internal bool TryComplete()
    {
        ProcessExit? exit;
        lock (_gate)
        {
            exit = TryWait(keep: _holds > 0);
            if (exit is null)
                return false;
            _ended = true;
            _reaped = _holds == 0;
            if (_reaped)
                _pidfd.DangerousRelease();
        }

        _exit.SetResult(exit.Value);
        return true;
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_heldUntilDisposed)
            LetGo();
        lock (_gate)
            _mountNamespace?.Dispose();
        _pidfd.Dispose();
    }

    private void LetGo()
    {
        lock (_gate)
        {
            if (--_holds > 0 || !_ended || _reaped)
                return;
            _ = TryWait(keep: false);
            _reaped = true;
            _pidfd.DangerousRelease();
        }
    }

    private ProcessExit? TryWait(bool keep) => _link is null ? ChildWaiter.TryWait(_pidfd, Id, keep) : _link.TryWait(keep);

    private string? MountNamespaceLink()
    {
        lock (_gate)
        {
            try
            {
                return _mountNamespace is null || _mountNamespace.IsClosed ? null : new FileInfo($"/proc/self/fd/{_mountNamespace.DangerousGetHandle()}").LinkTarget;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    private Stream Pipe(int number, string name) => _streams[number] ?? throw new InvalidOperationException($"{name} is not piped; start the command with ExecOptions.{name} = StandardStreamMode.Piped.");
}
