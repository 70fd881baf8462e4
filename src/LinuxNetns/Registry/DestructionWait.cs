using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Waits until the kernel frees a namespace: it announces that with RTM_DELNSID to every namespace that has an id for it (cleanup_net in net/core/net_namespace.c).</summary>
/// <remarks>The id is assigned in a scratch namespace, because an id that was assigned cannot be taken back and the caller's list is the caller's.</remarks>
internal sealed unsafe class DestructionWait : IDisposable
{
    private readonly NetworkNamespace _scratch;
    private readonly NetnsIdMonitor _monitor;
    private readonly int _netnsId;

    internal DestructionWait(NetworkNamespace target)
    {
        _scratch = NetworkNamespace.CreateAnonymous();
        try
        {
            _monitor = NetnsIdMonitor.FromHandle(NamespaceWindow.OpenSocket(_scratch.Handle, Interop.AF_NETLINK, Interop.SOCK_RAW | Interop.SOCK_CLOEXEC, Interop.NETLINK_ROUTE));
            _scratch.NetnsIds.Set(target.Handle, id: null);
            _netnsId = _scratch.NetnsIds.Get(target.Handle) ?? throw Interop.Error(Errno.ENOENT, "RTM_GETNSID", target.ToString());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _monitor?.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Whether it was freed in time.</summary>
    internal bool Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using SafeFileHandle wake = EventFd.Create();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => EventFd.Signal((SafeFileHandle)state!), wake);
        long deadline = timeout == System.Threading.Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        Interop.PollFd* polls = stackalloc Interop.PollFd[2];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (_monitor.TryRead(out NetnsIdEvent e))
            {
                if (e.Kind == NetnsIdEventKind.Removed && e.Id == _netnsId)
                    return true;
                if (e.Kind == NetnsIdEventKind.Resync && IsGone())
                    return true;
            }

            long left = deadline - Environment.TickCount64;
            if (left <= 0)
                return false;
            polls[0] = new Interop.PollFd { Fd = (int)_monitor.Handle.DangerousGetHandle(), Events = Interop.POLLIN };
            polls[1] = new Interop.PollFd { Fd = (int)wake.DangerousGetHandle(), Events = Interop.POLLIN };
            _ = Interop.Poll(polls, 2, (int)Math.Min(left, int.MaxValue));
        }
    }

    private bool IsGone()
    {
        foreach (NetnsIdEntry entry in _scratch.NetnsIds.List())
        {
            if (entry.Id == _netnsId)
                return false;
        }

        return true;
    }
}
