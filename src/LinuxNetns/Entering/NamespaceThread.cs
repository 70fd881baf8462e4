using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The only place that switches a thread's namespace (setns(2), unshare(2)).</summary>
/// <remarks>
/// A thread inherits the namespace of the thread that creates it, and .NET creates its pool, timer, gate, socket and compiler threads on whichever thread asks first.
/// So for the library's own work a switched thread runs no managed code but <see cref="RawBodies"/>, and it is one of these:
/// <list type="bullet">
/// <item>two workers, cached, one for what is quick and one for what may take long, each of which goes away for one <see cref="RawCall"/> at a time and comes home; if it cannot come home (in a user namespace that does not own
/// the original network namespace setns answers EPERM) it ends, and the next call gets a new one;</item>
/// <item>throw-away threads for what cannot be undone (a mount view of their own, another user), which end inside.</item>
/// <item>the caller's own, for a socket, where that is known to be at home and to have a way back: waking another one costs more than the socket does.</item>
/// </list>
/// Users' code goes away in one way only: as an ambient flow (<see cref="AmbientFlow"/>), which switches with its execution context and so leaves every thread as it found it;
/// what threads the runtime starts meanwhile, <see cref="RuntimeThreads"/> sees to. A desk's gate is held while its worker works; nothing is called back under it.
/// </remarks>
#pragma warning disable RS0030 // the one place that may switch
internal static unsafe class NamespaceThread
{
    private static readonly object s_warmGate = new();
    private static readonly SafeFileHandle s_home = Open("net");
    private static readonly SafeFileHandle s_homeMounts = Open("mnt");
    private static readonly WorkerDesk s_quick = new();
    // A file system may hold an execve(2) up, and the freeing of many namespaces an unshare(2): sockets must not wait for those.
    private static readonly WorkerDesk s_slow = new();
    private static bool s_warm;

    /// <summary>The network namespace that this process is at home in: that of its main thread when the library was first used, for later that thread may be away itself.</summary>
    internal static SafeFileHandle Home => s_home;

    /// <summary>The mount namespace that goes with it.</summary>
    internal static SafeFileHandle HomeMounts => s_homeMounts;

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

            (call->IsSlow ? s_slow : s_quick).Execute(call);
        }
        finally
        {
            if (added)
                target!.DangerousRelease();
        }
    }

    /// <summary>As <see cref="Run"/>, on the calling thread if that may go: for a call that is over at once and does not depend on what the thread sees of the files.</summary>
    internal static void RunHere(SafeHandle target, RawCall* call)
    {
        ThreadRecord record = ThreadRecord.Current;
        if (!record.MayVisit)
        {
            Run(target, call);
            return;
        }

        EnsureWarm();
        bool added = false;
        try
        {
            target.DangerousAddRef(ref added);
            call->Target = (int)target.DangerousGetHandle();
            record.BeginVisit();
            bool home = Visit(call);
            record.EndVisit();
            if (!home)
                FailFast("its own network namespace", *Interop.ErrnoLocation());
        }
        finally
        {
            if (added)
                target.DangerousRelease();
        }

        // The worker may have the capability that this thread has lost.
        if (IsRefused(call))
            Run(target, call);
    }

    /// <summary>Whether the calling thread is at home, and may come back there. Never the main thread: /proc/self, /proc/net and what else the process is asked by would tell of the other namespace.</summary>
    internal static bool MayVisit(ThreadRecord record) =>
        record.Id != Environment.ProcessId && NamespaceIdentity.OfThread("net") is ulong here and not 0 && here == NamespaceIdentity.InodeOf(s_home) && SwitchHome() == 0;

    /// <summary>Runs <paramref name="body"/> on a new thread that enters <paramref name="target"/>, home where that is null, takes a mount namespace and a current directory of its own if asked, or enters the mount namespace <paramref name="view"/>, and ends there.</summary>
    /// <remarks>The body must obey the rules of <see cref="RawBodies"/>. If the switch fails the body is not run, and the outcome says why.</remarks>
    internal static ThrowawayOutcome RunThrowaway(SafeHandle? target, bool ownMounts, bool ownDirectory, delegate*<void*, void> body, void* state, SafeHandle? view = null)
    {
        ThrowawayOutcome outcome = default;
        bool added = false;
        bool viewAdded = false;
        try
        {
            target?.DangerousAddRef(ref added);
            view?.DangerousAddRef(ref viewAdded);
            var job = new Throwaway
            {
                Target = (int)(target ?? s_home).DangerousGetHandle(),
                AtHome = target is null,
                Unshare = (ownMounts ? Interop.CLONE_NEWNS : 0) | (ownDirectory ? Interop.CLONE_FS : 0),
                View = view is null ? -1 : (int)view.DangerousGetHandle(),
                Body = body,
                State = state,
                Outcome = &outcome,
            };
            EnsureWarm();
            var thread = new Thread(job.Start, 256 * 1024) { IsBackground = true, Name = "netns once" };
            Start(thread);
            Await(static thread => thread.Join(), thread);
        }
        finally
        {
            if (added)
                target!.DangerousRelease();
            if (viewAdded)
                view!.DangerousRelease();
        }

        return outcome;
    }

    /// <summary>Starts a background thread at home, wherever the caller is: for a thread that outlives the call.</summary>
    internal static void StartAtHome(string name, Action body, int stackSize = 256 * 1024)
    {
        EnsureWarm();
        var thread = new Thread(() =>
        {
            _ = BringHome();
            body();
        }, stackSize) { IsBackground = true, Name = name };
        Start(thread);
    }

    /// <summary>Starts a background thread that takes a mount namespace of its own, makes it what <paramref name="prepare"/> makes it from inside <paramref name="target"/>, and goes home
    /// to run <paramref name="body"/>, in that view of the files. If it fails before, the thread ends, and the outcome says why.</summary>
    internal static ThrowawayOutcome StartWithView(SafeHandle target, delegate*<void*, void> prepare, void* state, string name, Action body)
    {
        ThrowawayOutcome outcome = default;
        bool added = false;
        try
        {
            target.DangerousAddRef(ref added);
            var job = new Throwaway { Target = (int)target.DangerousGetHandle(), Unshare = Interop.CLONE_NEWNS, View = -1, Body = prepare, State = state, Outcome = &outcome };
            EnsureWarm();
            using var ready = new SemaphoreSlim(0);
            var thread = new Thread(() =>
            {
                bool usable = job.Prepare();
                ready.Release();
                if (usable)
                    body();
            }) { IsBackground = true, Name = name };
            Start(thread);
            Await(static ready => ready.Wait(), ready);
        }
        finally
        {
            if (added)
                target.DangerousRelease();
        }

        return outcome;
    }

    /// <summary>Moves the calling thread; the errno, 0 where it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Switch(int target) => Interop.Setns(target, Interop.CLONE_NEWNET) == 0 ? 0 : *Interop.ErrnoLocation();

    /// <summary>Moves the calling thread home; the errno, 0 where it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int SwitchHome() => Switch((int)s_home.DangerousGetHandle());

    /// <summary>Ends the process: the calling thread cannot be switched to where the code belongs that it runs next.</summary>
    [DoesNotReturn]
    internal static void FailFast(string place, int errno) => Environment.FailFast(
        $"This thread cannot be switched to {place}: setns: {Interop.Describe((Errno)errno)}. What it runs next would use the wrong network. Has the thread lost CAP_SYS_ADMIN?");

    /// <summary>Brings home a thread that was born where another one was: its network, and its view of the files if that is another's. False if it is still away from the network.</summary>
    /// <remarks>A new thread shares its maker's current directory; to get another view of the files it must have one of its own.</remarks>
    internal static bool BringHome()
    {
        if (NamespaceIdentity.OfThread("mnt") != NamespaceIdentity.InodeOf(s_homeMounts)
            && Interop.Unshare(Interop.CLONE_FS) == 0 && Interop.Setns((int)s_homeMounts.DangerousGetHandle(), Interop.CLONE_NEWNS) == 0)
        {
            fixed (byte* path = "/proc/self/cwd\0"u8)
                _ = Interop.RawChdir(path);
        }

        // Without privilege it cannot have been anywhere else.
        return SwitchHome() == 0 || NamespaceIdentity.OfThread("net") == NamespaceIdentity.InodeOf(s_home);
    }

    /// <exception cref="NetworkNamespaceException">There are as many threads as there may be.</exception>
    internal static void Start(Thread thread)
    {
        try
        {
            thread.UnsafeStart();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            throw Interop.Error(NamespaceError.LimitReached, Errno.EAGAIN, "clone", thread.Name, "no thread can be started: raise RLIMIT_NPROC, pids.max of the control group, or what memory it may have");
        }
    }

    private static SafeFileHandle Open(string kind)
    {
        int fd = Interop.Open($"/proc/self/ns/{kind}", Interop.O_CLOEXEC, 0);
        if (fd < 0)
            fd = Interop.Open($"/proc/thread-self/ns/{kind}", Interop.O_CLOEXEC, 0);
        return new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>The other thread works on memory of this one: Thread.Interrupt must not end the wait, only the next one.</summary>
    internal static void Await<T>(Action<T> wait, T other)
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

    /// <summary>Has every native function bound, and every body compiled, at home.</summary>
    internal static void EnsureWarm()
    {
        if (Volatile.Read(ref s_warm))
            return;
        lock (s_warmGate)
        {
            if (s_warm)
                return;
            RawBodies.Warm();
            _ = Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0);
            _ = Interop.Unshare(0);
            _ = Interop.Setns(-1, Interop.CLONE_NEWNET);
            _ = *Interop.ErrnoLocation();
            Volatile.Write(ref s_warm, true);
        }
    }

    /// <summary>For <see cref="NamespaceThreadAudit"/>: in native programs the runtime tells the kernel no names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SetName(ReadOnlySpan<byte> name)
    {
        fixed (byte* p = name)
            _ = Interop.Prctl(Interop.PR_SET_NAME, (nint)p, 0, 0, 0);
    }

    /// <summary>Goes, works, comes back; false if it could not come back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Visit(RawCall* call)
    {
        int home = (int)s_home.DangerousGetHandle();
        bool away = false;
        do
        {
            int entered = call->Target < 0 ? Interop.Unshare(Interop.CLONE_NEWNET) : Interop.Setns(call->Target, Interop.CLONE_NEWNET);
            if (entered != 0)
            {
                call->Result = -1;
                RawBodies.Fail(call, RawStep.Enter);
                break;
            }

            away = true;
            call->Body(call);
        }
        while (call->Result >= 0 && ++call->Done < call->Times);
        return !away || Interop.Setns(home, Interop.CLONE_NEWNET) == 0;
    }

    /// <summary>Whether the thread that made the call may not go.</summary>
    internal static bool IsRefused(RawCall* call) => call->Result < 0 && call->Step == RawStep.Enter && call->Errno == (int)Errno.EPERM;

    private sealed class Throwaway
    {
        internal int Target;
        internal bool AtHome;
        internal int Unshare;
        internal int View;
        internal delegate*<void*, void> Body;
        internal void* State;
        internal ThrowawayOutcome* Outcome;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Start()
        {
            SetName("netns once\0"u8);
            _ = Go();
        }

        /// <summary>As <see cref="Start"/>, and home again.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal bool Prepare()
        {
            int home = (int)s_home.DangerousGetHandle();
            if (!Go())
                return false;
            if (Interop.Setns(home, Interop.CLONE_NEWNET) == 0)
                return true;
            Outcome->Errno = *Interop.ErrnoLocation();
            Outcome->Step = ThrowawayStep.ComeHome;
            return false;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private bool Go()
        {
            // Without privilege it cannot have been anywhere but at home.
            if (Interop.Setns(Target, Interop.CLONE_NEWNET) != 0 && !AtHome)
            {
                Outcome->Errno = *Interop.ErrnoLocation();
                Outcome->Step = ThrowawayStep.EnterNetwork;
                return false;
            }

            if (Unshare != 0 && Interop.Unshare(Unshare) != 0)
            {
                Outcome->Errno = *Interop.ErrnoLocation();
                Outcome->Step = ThrowawayStep.UnshareMounts;
                return false;
            }

            // Its current directory must be its own for that.
            if (View >= 0 && Interop.Setns(View, Interop.CLONE_NEWNS) != 0)
            {
                Outcome->Errno = *Interop.ErrnoLocation();
                Outcome->Step = ThrowawayStep.EnterMounts;
                return false;
            }

            Body(State);
            return true;
        }
    }
}
