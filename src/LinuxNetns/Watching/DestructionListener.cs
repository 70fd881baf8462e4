using System.Net;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Hears when the kernel frees a namespace: RTM_DELNSID, which goes to every namespace that has an id for it (cleanup_net in net/core/net_namespace.c).</summary>
/// <remarks>The ids are assigned in a scratch namespace, since an id that was assigned cannot be taken back. An id keeps nothing alive.</remarks>
internal sealed class DestructionListener : IDisposable
{
    private readonly NetworkNamespace _scratch;
    private readonly NetnsIdMonitor _monitor;
    // Never used twice, so that an id says more than an inode does.
    private int _next;

    private DestructionListener(NetworkNamespace scratch)
    {
        _scratch = scratch;
        SafeFileHandle socket = NamespaceWindow.OpenSocket(scratch.Handle, Interop.AF_NETLINK, Interop.SOCK_RAW | Interop.SOCK_CLOEXEC, Interop.NETLINK_ROUTE);
        IgnoreAssignments(socket);
        _monitor = NetnsIdMonitor.FromHandle(socket);
    }

    /// <summary>To poll(2) for input.</summary>
    internal int Descriptor => (int)_monitor.Handle.DangerousGetHandle();

    /// <summary>Null where a scratch namespace cannot be had: without CAP_SYS_ADMIN, or at the limit of namespaces.</summary>
    internal static DestructionListener? TryOpen()
    {
        NetworkNamespace? scratch = null;
        try
        {
            scratch = NetworkNamespace.CreateAnonymous();
            return new DestructionListener(scratch);
        }
        catch (Exception e) when (e is NetworkNamespaceException or NetlinkException)
        {
            scratch?.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        _monitor.Dispose();
        _scratch.Dispose();
    }

    /// <summary>The ids by which the ends of namespaces will be announced; null where the kernel refuses one.</summary>
    internal int?[] Track(IReadOnlyList<SafeHandle> handles)
    {
        int first = _next;
        // Whatever becomes of it: an id that may be taken is not given again.
        _next += handles.Count;
        try
        {
            // One that exists is of a namespace with another name.
            return [.. _scratch.NetnsIds.SetMany(handles, first).Select((result, i) => result.Errno == Errno.EEXIST ? IdOf(handles[i]) : result.Id)];
        }
        catch (NetlinkException)
        {
            return new int?[handles.Count];
        }
    }

    private int? IdOf(SafeHandle handle)
    {
        try
        {
            return _scratch.NetnsIds.Get(handle);
        }
        catch (NetlinkException)
        {
            return null;
        }
    }

    /// <summary>Appends the ids of namespaces that have ended; true if announcements were lost, so that <see cref="Alive"/> decides.</summary>
    internal bool Read(List<int> ended)
    {
        bool lost = false;
        while (_monitor.TryRead(out NetnsIdEvent e))
        {
            if (e.Kind == NetnsIdEventKind.Removed)
                ended.Add(e.Id);
            lost |= e.Kind == NetnsIdEventKind.Resync;
        }

        return lost;
    }

    /// <summary>The ids of the namespaces that have not ended.</summary>
    internal HashSet<int> Alive() => [.. _scratch.NetnsIds.List().Select(static entry => entry.Id)];

    /// <summary>Each id that is assigned here would be announced here too, and wake the thread for nothing. It only does so where filters are refused.</summary>
    private static unsafe void IgnoreAssignments(SafeFileHandle socket)
    {
        const int typeOffset = 4; // of nlmsg_type in struct nlmsghdr
        const ushort newNetnsId = 88; // RTM_NEWNSID
        Interop.SockFilter* filter = stackalloc Interop.SockFilter[4];
        filter[0] = new Interop.SockFilter { Code = Interop.BPF_LD | Interop.BPF_H | Interop.BPF_ABS, Operand = typeOffset };
        // Loads are in network order, the field is in the host's.
        filter[1] = new Interop.SockFilter { Code = Interop.BPF_JMP | Interop.BPF_JEQ, Operand = (ushort)IPAddress.HostToNetworkOrder((short)newNetnsId), IfFalse = 1 };
        filter[2] = new Interop.SockFilter { Code = Interop.BPF_RET, Operand = 0 };
        filter[3] = new Interop.SockFilter { Code = Interop.BPF_RET, Operand = uint.MaxValue };
        var program = new Interop.SockFprog { Length = 4, Filter = filter };
        _ = Interop.Setsockopt((int)socket.DangerousGetHandle(), Interop.SOL_SOCKET, Interop.SO_ATTACH_FILTER, &program, (uint)sizeof(Interop.SockFprog));
    }
}
