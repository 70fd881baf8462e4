using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The only place that switches a thread's namespace (setns(2), unshare(2)).</summary>
/// <remarks>
/// A thread inherits the namespace of the thread that creates it, and .NET creates its pool, timer, gate, socket and compiler threads on whichever thread asks first.
/// So a switched thread runs no managed code but <see cref="RawBodies"/>, and it is always ours:
/// <list type="bullet">
/// <item>the worker, cached, which goes away for one <see cref="RawCall"/> at a time and comes home; if it cannot come home (in a user namespace that does not own
/// the original network namespace setns answers EPERM) it ends, and the next call gets a new one;</item>
/// <item>throw-away threads for what cannot be undone (a mount view of their own, another user), which end inside.</item>
/// </list>
/// The caller's thread is never moved. Lock order: <c>s_gate</c> is held while the worker works; nothing is called back under it.
/// </remarks>
#pragma warning disable RS0030 // the one place that may switch
internal static unsafe class NamespaceThread
{
    private static readonly object s_gate = new();
    private static Worker? s_worker;
    private static bool s_warm;

    /// <summary>Makes <paramref name="call"/> inside <paramref name="target"/>, or inside a namespace newly made for it where that is null.</summary>
    internal static void Run(SafeHandle? target, RawCall* call)
    {
        bool added = false;
        try
        {
            call->Target = -1;
            if (target is not null)
            {
                target.DangerousAddRef(ref added);
                call->Target = (int)target.DangerousGetHandle();
            }

            lock (s_gate)
            {
                s_worker ??= new Worker();
                if (s_worker.Execute(call))
                    return;
                s_worker.Dispose();
                s_worker = null;
            }
        }
        finally
        {
            if (added)
                target!.DangerousRelease();
        }
    }

    /// <summary>Runs <paramref name="body"/> on a new thread that enters <paramref name="target"/>, takes a mount namespace and a current directory of its own if asked, and ends there.</summary>
    /// <remarks>The body must obey the rules of <see cref="RawBodies"/>. If the switch fails the body is not run, and the outcome says why.</remarks>
    internal static ThrowawayOutcome RunThrowaway(SafeHandle target, bool ownMounts, bool ownDirectory, delegate*<void*, void> body, void* state)
    {
        ThrowawayOutcome outcome = default;
        bool added = false;
        try
        {
            target.DangerousAddRef(ref added);
            var job = new Throwaway { Target = (int)target.DangerousGetHandle(), Unshare = (ownMounts ? Interop.CLONE_NEWNS : 0) | (ownDirectory ? Interop.CLONE_FS : 0), Body = body, State = state, Outcome = &outcome };
            EnsureWarm();
            var thread = new Thread(job.Start, 256 * 1024) { IsBackground = true, Name = "netns once" };
            thread.UnsafeStart();
            Await(static thread => thread.Join(), thread);
        }
        finally
        {
            if (added)
                target.DangerousRelease();
        }

        return outcome;
    }

    /// <summary>Starts a background thread in the namespace of the process's main thread, wherever the caller is: for a thread that outlives the call.</summary>
    internal static void StartAtHome(string name, Action body)
    {
        var thread = new Thread(() =>
        {
            int fd = Interop.Open("/proc/self/ns/net", Interop.O_CLOEXEC, 0);
            if (fd >= 0)
            {
                _ = Interop.Setns(fd, Interop.CLONE_NEWNET);
                _ = Interop.RawClose(fd);
            }

            body();
        }, 256 * 1024) { IsBackground = true, Name = name };
        thread.UnsafeStart();
    }

    /// <summary>The other thread works on memory of this one's stack: Thread.Interrupt must not end the wait, only the next one.</summary>
    private static void Await<T>(Action<T> wait, T other)
    {
        bool interrupted = false;
        while (true)
        {
            try
            {
                wait(other);
                break;
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }

        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }

    private static void EnsureWarm()
    {
        lock (s_gate)
        {
            if (s_warm)
                return;
            RawBodies.Warm();
            _ = Interop.Unshare(0);
            _ = Interop.Setns(-1, Interop.CLONE_NEWNET);
            _ = *Interop.ErrnoLocation();
            s_warm = true;
        }
    }

    /// <summary>Goes, works, comes back; false if it could not come back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Visit(RawCall* call, int home)
    {
        int entered = call->Target < 0 ? Interop.Unshare(Interop.CLONE_NEWNET) : Interop.Setns(call->Target, Interop.CLONE_NEWNET);
        if (entered != 0)
        {
            call->Result = -1;
            RawBodies.Fail(call, RawStep.Enter);
            return true;
        }

        call->Body(call);
        return Interop.Setns(home, Interop.CLONE_NEWNET) == 0;
    }

    private sealed class Throwaway
    {
        internal int Target;
        internal int Unshare;
        internal delegate*<void*, void> Body;
        internal void* State;
        internal ThrowawayOutcome* Outcome;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Start()
        {
            if (Interop.Setns(Target, Interop.CLONE_NEWNET) != 0)
            {
                Outcome->Errno = *Interop.ErrnoLocation();
                Outcome->Step = ThrowawayStep.EnterNetwork;
                return;
            }

            if (Unshare != 0 && Interop.Unshare(Unshare) != 0)
            {
                Outcome->Errno = *Interop.ErrnoLocation();
                Outcome->Step = ThrowawayStep.UnshareMounts;
                return;
            }

            Body(State);
        }
    }

    private sealed class Worker : IDisposable
    {
        private readonly SemaphoreSlim _work = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private RawCall* _call;
        private bool _home;

        internal Worker()
        {
            // The creating thread may itself be away: the worker starts from the namespace of the process's main thread.
            var thread = new Thread(Loop, 256 * 1024) { IsBackground = true, Name = "netns worker" };
            thread.UnsafeStart();
        }

        public void Dispose()
        {
            _work.Dispose();
            _done.Dispose();
        }

        /// <summary>False if the worker could not come home; it has ended then.</summary>
        internal bool Execute(RawCall* call)
        {
            EnsureWarm();
            _call = call;
            _work.Release();
            Await(static done => done.Wait(), _done);
            return _home;
        }

        private void Loop()
        {
            using SafeFileHandle home = OpenHome();
            int fd = (int)home.DangerousGetHandle();
            // Best effort: without privilege nothing can be entered either, and the calls say so.
            _ = Interop.Setns(fd, Interop.CLONE_NEWNET);
            do
            {
                _work.Wait();
                _home = Visit(_call, fd);
                _done.Release();
            }
            while (_home);
        }

        private static SafeFileHandle OpenHome()
        {
            int fd = Interop.Open("/proc/self/ns/net", Interop.O_CLOEXEC, 0);
            if (fd < 0)
                fd = Interop.Open("/proc/thread-self/ns/net", Interop.O_CLOEXEC, 0);
            return new SafeFileHandle(fd, ownsHandle: true);
        }
    }
}
