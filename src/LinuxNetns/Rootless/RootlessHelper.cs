using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The owner's side of a helper: a process that is root in a user namespace of its own, where this one may not go (setns(2) into a user namespace takes a process with one thread).</summary>
/// <remarks>All rootless namespaces of a process share one, and so the user namespace: devices can be moved between them. It ends with the last of them, and, seeing the end of its socket, with this process.</remarks>
internal sealed class RootlessHelper
{
    internal const string Unshare = "unshare";

    private const string Starting = "start a rootless helper";

    private static readonly object s_gate = new();
    private static readonly ConditionalWeakTable<SafeHandle, RootlessHelper> s_helpers = [];
    private static RootlessHelper? s_current;

    private readonly object _gate = new();
    private readonly HelperChannel _channel;
    private readonly NamespaceProcess _process;
    private int _uses;
    private volatile bool _hasEnded;

    private RootlessHelper(HelperChannel channel, NamespaceProcess process)
    {
        _channel = channel;
        _process = process;
    }

    /// <summary>Its process id.</summary>
    internal int ProcessId => _process.Id;

    /// <summary>The helper that a namespace takes; null for one that this process can enter itself.</summary>
    internal static RootlessHelper? Of(SafeHandle target) => Volatile.Read(ref s_current) is not null && s_helpers.TryGetValue(target, out RootlessHelper? helper) ? helper : null;

    /// <summary>The helper of this process, started if there is none. To be given back by <see cref="Return"/>.</summary>
    /// <exception cref="NetworkNamespaceException">It cannot be started; the message says why.</exception>
    internal static RootlessHelper Rent()
    {
        lock (s_gate)
        {
            if (s_current is null || s_current._uses == 0 || s_current._hasEnded || s_current._process.HasExited)
                Volatile.Write(ref s_current, Start());
            s_current!._uses++;
            return s_current;
        }
    }

    /// <summary>Ends it with its last use.</summary>
    internal void Return()
    {
        lock (s_gate)
        {
            if (--_uses > 0)
                return;
        }

        lock (_gate)
            _channel.Dispose();
        _process.Dispose();
    }

    /// <summary>A new namespace, whose work comes here.</summary>
    internal unsafe SafeFileHandle CreateNamespace()
    {
        fixed (byte* path = "/proc/thread-self/ns/net\0"u8)
        {
            var call = new RawCall { Path = path, Argument1 = Interop.O_CLOEXEC };
            Execute(target: null, HelperOperation.Create, &call);
            if (call.Result < 0)
                throw Interop.Error((Errno)call.Errno, call.Step == RawStep.Enter ? "unshare(CLONE_NEWNET)" : "open");
            var handle = new SafeFileHandle(call.Result, ownsHandle: true);
            s_helpers.Add(handle, this);
            return handle;
        }
    }

    /// <summary>Makes the call inside. A descriptor that results is this process's.</summary>
    internal unsafe void Execute(SafeHandle? target, HelperOperation operation, RawCall* call)
    {
        byte[] path = call->Path is null ? [] : [.. MemoryMarshal.CreateReadOnlySpanFromNullTerminated(call->Path), 0];
        byte[] request = new HelperCall(call->Argument1, call->Argument2, call->Argument3, path).ToBytes(operation);
        byte[] answer = Ask(request, target is null ? [] : [target], out IReadOnlyList<SafeFileHandle> made);
        HelperResult result = HelperResult.Read(answer);
        call->Errno = result.Errno;
        call->Step = result.Step;
        call->Result = -1;
        if (made.Count == 0)
            return;
        call->Result = (int)made[0].DangerousGetHandle();
        made[0].SetHandleAsInvalid();
    }

    /// <summary>Starts a command inside. It is the helper's child.</summary>
    internal NamespaceProcess Start(SafeHandle target, string fileName, IEnumerable<string>? arguments, ExecOptions options, ChildStreams streams, bool keepUntilDisposed)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ChildWaiter.Start();
        string[] all = [.. arguments ?? []];
        foreach (string argument in all)
            ArgumentNullException.ThrowIfNull(argument, nameof(arguments));
        byte[] request = new HelperStart(fileName, all, options, streams.SharesTerminal).ToBytes();
        (SafeFileHandle own, SafeFileHandle its) = HelperChannel.CreatePair();
        using (its)
        {
            try
            {
                SafeHandle[] descriptors = [target, .. Enumerable.Range(0, 3).Select(number => Stream(streams, number)), its];
                HelperStarted started = HelperStarted.Read(Ask(request, descriptors, out IReadOnlyList<SafeFileHandle> made));
                if (started.Error is not null)
                    throw started.Error;
                int mounts = -1;
                if (made.Count > 1)
                {
                    mounts = (int)made[1].DangerousGetHandle();
                    made[1].SetHandleAsInvalid();
                }

                var child = new SpawnedChild(started.ProcessId, mounts, started.BindFailures);
                var process = new NamespaceProcess(child, made[0], streams, !streams.SharesTerminal, keepUntilDisposed, new ExitLink(own));
                lock (s_gate)
                    _uses++;
                _ = ReturnAfterAsync(process);
                return process;
            }
            catch
            {
                own.Dispose();
                throw;
            }
        }
    }

    /// <summary>Has the helper keep a copy of a descriptor, of a process to end it when this one ends.</summary>
    /// <returns>Its number there.</returns>
    internal int Hold(SafeHandle descriptor) => BitConverter.ToInt32(Ask([(byte)HelperOperation.Hold], [descriptor], out _));

    /// <summary>Undoes <see cref="Hold"/>.</summary>
    internal void LetGo(int number) => Ask([(byte)HelperOperation.LetGo, .. BitConverter.GetBytes(number)], [], out _);

    private async Task ReturnAfterAsync(NamespaceProcess process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        Return();
    }

    // What the child inherits is this process's own.
    private static SafeFileHandle Stream(ChildStreams streams, int number) =>
        new(streams.ChildDescriptor(number) is >= 0 and int fd ? fd : number, ownsHandle: false);

    private byte[] Ask(ReadOnlySpan<byte> request, SafeHandle[] descriptors, out IReadOnlyList<SafeFileHandle> made)
    {
        bool[] held = new bool[descriptors.Length];
        int[] numbers = new int[descriptors.Length];
        try
        {
            for (int i = 0; i < descriptors.Length; i++)
            {
                descriptors[i].DangerousAddRef(ref held[i]);
                numbers[i] = (int)descriptors[i].DangerousGetHandle();
            }

            lock (_gate)
            {
                _channel.Send(request, numbers);
                return _channel.Receive(out made) ?? throw Ended();
            }
        }
        catch (NetworkNamespaceException e) when (e.Errno is Errno.EPIPE or Errno.ECONNRESET)
        {
            throw Ended();
        }
        finally
        {
            for (int i = 0; i < descriptors.Length; i++)
            {
                if (held[i])
                    descriptors[i].DangerousRelease();
            }
        }
    }

    /// <summary>Its socket tells before the kernel tells of the process.</summary>
    private NetworkNamespaceException Ended()
    {
        _hasEnded = true;
        return Interop.Error(NamespaceError.ProcessGone, Errno.None, "ask the rootless helper", path: null,
            $"process {ProcessId} has ended, and with it the way into its namespaces; make new ones");
    }

    private static RootlessHelper Start()
    {
        HelperCommand.RequireHook();
        (SafeFileHandle own, SafeFileHandle its) = HelperChannel.CreatePair();
        var channel = new HelperChannel(own);
        NamespaceProcess? process = null;
        try
        {
            // Mounts of the host appear there, and what is mounted there does not appear here.
            string[] arguments = ["--user", "--map-root-user", "--net", "--mount", "--propagation", "slave", "--", .. HelperCommand.Arguments()];
            process = Launch(its, arguments);
            var helper = new RootlessHelper(channel, process);
            try
            {
                _ = helper.Ask([(byte)HelperOperation.Greet], [], out _);
            }
            catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.ProcessGone)
            {
                throw RootlessRefusal.Explain(Starting, process);
            }

            return helper;
        }
        catch
        {
            channel.Dispose();
            process?.Dispose();
            throw;
        }
    }

    private static NamespaceProcess Launch(SafeFileHandle its, string[] arguments)
    {
        var options = new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false, Environment = HelperCommand.Variables() };
        try
        {
            using var streams = ChildStreams.ForHelper(its);
            return NetworkNamespace.StartWith(inside: null, Unshare, arguments, options, streams, keepUntilDisposed: false);
        }
        catch (CommandNotStartedException e)
        {
            throw RootlessRefusal.NoUnshare(e);
        }
    }
}
