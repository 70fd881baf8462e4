using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>Commands inside.</content>
public sealed partial class NetworkNamespace
{
    private CommandViews? _views;

    /// <summary>Where the names are, for hiding them.</summary>
    internal string? RunDirectory { get; init; }

    /// <summary>Starts a command in the namespace, as <c>ip netns exec</c> does: with the namespace's network, <c>/sys</c>, and files of <c>/etc/netns/NAME</c>. Needs CAP_SYS_ADMIN.</summary>
    /// <remarks>The calling thread does not move. The child is made by posix_spawn(3) on a thread of the library, so it costs no copy of this process.
    /// It leads a process group of its own, unless it shares a terminal with this process.</remarks>
    /// <param name="fileName">A path, or a name to look for in PATH as the command will see it. A relative path starts at the command's directory.</param>
    /// <param name="arguments">The arguments after the name; each is passed on as it is, there is no shell.</param>
    /// <param name="options">How to run it; null for the defaults. Its streams are inherited unless it says otherwise.</param>
    /// <returns>The running process.</returns>
    /// <exception cref="ArgumentException">Something cannot be: an empty name, a NUL, an unknown user, a missing directory, or an option that only <see cref="ExecAsync"/> knows. Nothing was done.</exception>
    /// <exception cref="CommandNotStartedException">The command cannot be executed.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up; the message says which step, and the remedy.</exception>
    public NamespaceProcess StartProcess(string fileName, IEnumerable<string>? arguments = null, ExecOptions? options = null)
    {
        options ??= new ExecOptions();
        RejectRunOptions(options);
        return Start(fileName, arguments, options, keepUntilDisposed: false, StandardStreamMode.Inherited, StandardStreamMode.Inherited);
    }

    /// <summary>Runs a command in the namespace to its end, as <c>ip netns exec</c> does, and gathers its output.</summary>
    /// <remarks>The time it takes to start it, one to a few milliseconds, is the caller's; the rest is not. It ends when the command has ended and its output is closed, also by what it left running.</remarks>
    /// <param name="fileName">A path, or a name to look for in PATH as the command will see it. A relative path starts at the command's directory.</param>
    /// <param name="arguments">The arguments after the name; each is passed on as it is, there is no shell.</param>
    /// <param name="options">How to run it; null for the defaults: nothing to read, output and errors captured.</param>
    /// <param name="cancellationToken">Ends the command and everything it started.</param>
    /// <returns>How it ended and what it printed, whatever the exit code; see <see cref="CommandResult.EnsureSuccess"/>.</returns>
    /// <exception cref="ArgumentException">Something cannot be: an empty name, a NUL, an unknown user, a missing directory. Nothing was done.</exception>
    /// <exception cref="CommandNotStartedException">The command cannot be executed.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up; the message says which step, and the remedy.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the command runs any more.</exception>
    public async Task<CommandResult> ExecAsync(string fileName, IEnumerable<string>? arguments = null, ExecOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = ForRun(options ?? new ExecOptions());
        cancellationToken.ThrowIfCancellationRequested();
        Measurement measured = Telemetry.Exec.Start(Name);
        try
        {
            measured.TellCommand(fileName, Id);
            NamespaceProcess process = Start(fileName, arguments, options, keepUntilDisposed: true, StandardStreamMode.Null, StandardStreamMode.Piped);
            var run = new CapturedRun(process, fileName, options);
            await using (run.ConfigureAwait(false))
            {
                CommandResult result = await run.FinishAsync(cancellationToken).ConfigureAwait(false);
                measured.TellExit(result.ExitCode);
                return result;
            }
        }
        catch (Exception e) when (measured.Fail(e))
        {
            throw;
        }
        finally
        {
            measured.Dispose();
        }
    }

    /// <summary>Becomes the command: the process keeps its id, its parent, its terminal and its descriptors, and goes on as the command inside the namespace. For tools.</summary>
    /// <remarks>As <c>ip netns exec</c>: a file without <c>#!</c> is given to <c>/bin/sh</c>, and what of <c>/etc/netns/NAME</c> cannot be shown is told on standard error.
    /// No <c>finally</c> runs and no stream is flushed: do that before.</remarks>
    /// <param name="fileName">A path, or a name to look for in PATH as the command will see it. A relative path starts at the command's directory.</param>
    /// <param name="arguments">The arguments after the name; each is passed on as it is, there is no shell.</param>
    /// <param name="options">How to run it; null for the defaults. The streams stay as they are.</param>
    /// <exception cref="ArgumentException">Something cannot be: an empty name, a NUL, an unknown user, a missing directory, or an option about streams or time.</exception>
    /// <exception cref="CommandNotStartedException">The command cannot be executed. The process goes on as before.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up. The process goes on as before.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void ReplaceProcess(string fileName, IEnumerable<string>? arguments = null, ExecOptions? options = null)
    {
        options ??= new ExecOptions();
        RejectRunOptions(options);
        if ((options.StandardInput, options.StandardOutput, options.StandardError) is not (StandardStreamMode.Default or StandardStreamMode.Inherited,
            StandardStreamMode.Default or StandardStreamMode.Inherited, StandardStreamMode.Default or StandardStreamMode.Inherited))
            throw new ArgumentException("A process that becomes the command keeps its streams.", nameof(options));
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        RequireEnterable();
        using var plan = new SpawnPlan(this, fileName, arguments, options);
        throw plan.Replace();
    }

    internal CommandViews CommandViews
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _views ??= new CommandViews();
            }
        }
    }

    private NamespaceProcess Start(string fileName, IEnumerable<string>? arguments, ExecOptions options, bool keepUntilDisposed, StandardStreamMode input, StandardStreamMode output)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        using var streams = new ChildStreams(Resolve(options.StandardInput, input), Resolve(options.StandardOutput, output), Resolve(options.StandardError, output));
        if (RootlessHelper.Of(_handle) is not RootlessHelper helper)
            return StartWith(this, fileName, arguments, options, streams, keepUntilDisposed);
        return _uplink is null ? Ask(options) : UplinkNames.Start(_uplink.NameServer, options, Ask);

        NamespaceProcess Ask(ExecOptions how) => helper.Start(_handle, fileName, arguments, how, streams, keepUntilDisposed);
    }

    /// <summary>Starts a child of this process.</summary>
    /// <param name="inside">Where; null for at home.</param>
    /// <param name="fileName">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">How, but for its streams.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="keepUntilDisposed">Whether its number stays its own until the object is disposed of.</param>
    internal static NamespaceProcess StartWith(NetworkNamespace? inside, string fileName, IEnumerable<string>? arguments, ExecOptions options, ChildStreams streams, bool keepUntilDisposed)
    {
        using var plan = new SpawnPlan(inside, fileName, arguments, options);
        bool ownGroup = !streams.SharesTerminal;
        ChildWaiter.Start();
        SpawnedChild child = plan.Start(streams, ownGroup);
        // Nobody else waits for the child, so its number is its own.
        SafeFileHandle? pidfd = ChildPidfd.TryOpen(child.ProcessId);
        if (pidfd is null)
            throw Abandon(child);
        return new NamespaceProcess(child, pidfd, streams, ownGroup, keepUntilDisposed);
    }

    /// <summary>Ends a child that cannot be looked after: the descriptors have run out.</summary>
    private static unsafe NetworkNamespaceException Abandon(SpawnedChild child)
    {
        NetworkNamespaceException error = Interop.LastError("pidfd_open");
        if (error.Errno != Errno.ESRCH) // reaped by somebody else: the number may be another's
        {
            _ = Interop.Kill(child.ProcessId, Interop.SIGKILL);
            Interop.SigInfo info;
            while (Interop.Waitid(Interop.P_PID, child.ProcessId, &info, Interop.WEXITED) != 0 && Interop.LastErrno == Errno.EINTR)
            {
            }
        }

        if (child.MountNamespace >= 0)
            _ = Interop.RawClose(child.MountNamespace);
        return error;
    }

    private static StandardStreamMode Resolve(StandardStreamMode stream, StandardStreamMode byDefault) => stream == StandardStreamMode.Default ? byDefault : stream;

    /// <summary>The options of a run, with every stream said.</summary>
    private static ExecOptions ForRun(ExecOptions options)
    {
        if (options.InputText is not null && options.InputStream is not null)
            throw new ArgumentException("InputText and InputStream exclude each other.", nameof(options));
        if (options.Timeout is TimeSpan timeout && timeout != Timeout.InfiniteTimeSpan && (timeout <= TimeSpan.Zero || timeout.TotalMilliseconds > uint.MaxValue - 1))
            throw new ArgumentException($"A timeout must be positive and at most {uint.MaxValue - 1} milliseconds; it is {timeout}.", nameof(options));
        bool hasInput = options.InputText is not null || options.InputStream is not null;
        if (hasInput && options.StandardInput is StandardStreamMode.Inherited or StandardStreamMode.Null)
            throw new ArgumentException("There is input, but StandardInput is not piped.", nameof(options));
        return options.With(
            Resolve(options.StandardInput, hasInput ? StandardStreamMode.Piped : StandardStreamMode.Null),
            Resolve(options.StandardOutput, StandardStreamMode.Piped),
            Resolve(options.StandardError, StandardStreamMode.Piped));
    }

    private static void RejectRunOptions(ExecOptions options)
    {
        if (options.Timeout is not null || options.InputText is not null || options.InputStream is not null)
            throw new ArgumentException("Timeout, InputText and InputStream are for ExecAsync.", nameof(options));
    }
}
