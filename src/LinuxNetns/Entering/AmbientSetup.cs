using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>What there must be before users' code goes away for the first time: threads of the runtime that were born at home, a quarantine, and the certainty of a way back.</summary>
internal static class AmbientSetup
{
    private static readonly object s_gate = new();
    private static SafeFileHandle? s_quarantine;

    /// <summary>An empty namespace whose loopback device is down: for code that has outlived its own.</summary>
    internal static SafeFileHandle Quarantine => s_quarantine!;

    /// <summary>Whether <see cref="Prepare"/> has been done.</summary>
    internal static bool IsDone => Volatile.Read(ref s_quarantine) is not null;

    /// <exception cref="NetworkNamespaceException">No namespace can be made, or there is no way back from one. Nothing was entered.</exception>
    internal static void Prepare()
    {
        if (IsDone)
            return;
        lock (s_gate)
        {
            if (IsDone)
                return;
            RequireWayHome();
            Errno errno = NamespaceWindow.CreateNamespace(out SafeFileHandle? quarantine, out RawStep step);
            if (errno != Errno.None)
                throw Interop.Error(errno, step == RawStep.Enter ? "unshare(CLONE_NEWNET)" : "open");
            try
            {
                RuntimeThreads.Prepare();
            }
            catch
            {
                quarantine!.Dispose();
                throw;
            }

            Volatile.Write(ref s_quarantine, quarantine);
        }
    }

    /// <summary>setns(2) wants CAP_SYS_ADMIN in the user namespace that owns the target, for the way back as well: in a user namespace the host's network is somebody else's.</summary>
    private static void RequireWayHome()
    {
        Errno errno = Errno.None;
        using var done = new SemaphoreSlim(0);
        NamespaceThread.StartAtHome("netns probe", () =>
        {
            errno = (Errno)NamespaceThread.SwitchHome();
            AmbientFlow.Plain = ExecutionContext.Capture();
            done.Release();
        });
        done.Wait();
        if (errno != Errno.None)
        {
            throw Interop.Error(NamespaceError.NotPermitted, errno, "setns", "/proc/self/ns/net",
                "a thread that entered a namespace could not come back; run as root, or with the network too in a new namespace: unshare -Urnm --propagation private COMMAND");
        }
    }
}
