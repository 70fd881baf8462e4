using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>A bound netlink socket. It belongs for life to the network namespace it was made in, so any thread may use it.</summary>
internal sealed class NetlinkSocket : INetlinkTransport
{
    private const int MaxFailures = 100;

    private readonly SafeHandle _handle;
    private readonly bool _wait;
    private int[] _groups = [];

    private NetlinkSocket(SafeHandle handle, bool wait)
    {
        _handle = handle;
        _wait = wait;
    }

    /// <summary>The descriptor, to poll(2).</summary>
    internal SafeHandle Handle => _handle;

    /// <summary>Opens a socket in the calling thread's network namespace.</summary>
    internal static NetlinkSocket Open(bool wait, int protocol = Interop.NETLINK_ROUTE)
    {
        NetlinkSocketHandle handle = Interop.Socket(Interop.AF_NETLINK, Interop.SOCK_RAW | Interop.SOCK_CLOEXEC, protocol);
        if (handle.IsInvalid)
        {
            NetlinkException failure = LastError("open a netlink socket");
            handle.Dispose();
            throw failure;
        }

        return FromHandle(handle, wait);
    }

    /// <summary>Takes over an unbound socket; closes it when it cannot be bound.</summary>
    internal static NetlinkSocket FromHandle(SafeHandle handle, bool wait)
    {
        try
        {
            // Without bind(2) the kernel would give a port at the first send, but never a multicast message.
            if (Interop.Bind(handle, new Interop.SockaddrNl { Family = Interop.AF_NETLINK }, Interop.SockaddrNl.Size) != 0)
            {
                throw LastError("bind a netlink socket");
            }

            // Best effort, all three: older kernels lack them (4.12, 4.20, 4.3) and only say less, or filter less, without.
            _ = Set(handle, Interop.SOL_NETLINK, Interop.NETLINK_EXT_ACK, 1);
            _ = Set(handle, Interop.SOL_NETLINK, Interop.NETLINK_GET_STRICT_CHK, 1);
            _ = Set(handle, Interop.SOL_NETLINK, Interop.NETLINK_CAP_ACK, 1);
            return new NetlinkSocket(handle, wait);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Joins a multicast group, rtnetlink(7).</summary>
    internal void Join(int group)
    {
        if (!Set(_handle, Interop.SOL_NETLINK, Interop.NETLINK_ADD_MEMBERSHIP, group))
        {
            throw LastError("join a netlink multicast group");
        }
    }

    /// <summary>Joins groups; those that the kernel does not know are left out (EINVAL), unless that is all of them.</summary>
    internal void Join(int[] groups)
    {
        var joined = new List<int>(groups.Length);
        foreach (int group in groups)
        {
            if (Set(_handle, Interop.SOL_NETLINK, Interop.NETLINK_ADD_MEMBERSHIP, group))
            {
                joined.Add(group);
            }
            else if (Marshal.GetLastPInvokeError() != (int)Errno.EINVAL)
            {
                throw LastError("join a netlink multicast group");
            }
        }

        _groups = joined.Count > 0 ? [.. joined] : throw LastError("join a netlink multicast group");
    }

    /// <summary>Hears also what happens in the network namespaces that the socket's own has ids for.</summary>
    internal void ListenAllNetnsIds()
    {
        if (!Set(_handle, Interop.SOL_NETLINK, Interop.NETLINK_LISTEN_ALL_NSID, 1))
        {
            throw LastError("listen to all network namespaces");
        }
    }

    /// <summary>The memory that waits, and what was dropped for want of it.</summary>
    public long? ArrivalMark
    {
        get
        {
            Span<uint> numbers = stackalloc uint[Interop.SK_MEMINFO_VARS];
            uint length = (uint)(numbers.Length * sizeof(uint));
            return Interop.GetSockOpt(_handle, Interop.SOL_SOCKET, Interop.SO_MEMINFO, numbers, ref length) == 0
                ? ((long)numbers[Interop.SK_MEMINFO_DROPS] << 32) | numbers[Interop.SK_MEMINFO_RMEM_ALLOC]
                : null;
        }
    }

    /// <summary>Outside the groups, so that it ends however fast they talk.</summary>
    public void DropQueued()
    {
        foreach (int group in _groups)
        {
            _ = Set(_handle, Interop.SOL_NETLINK, Interop.NETLINK_DROP_MEMBERSHIP, group);
        }

        for (int failures = 0; failures < MaxFailures;)
        {
            try
            {
                if (ReceiveOnce([], Interop.MSG_TRUNC | Interop.MSG_DONTWAIT, out _) < 0)
                {
                    break;
                }
            }
            catch (NetlinkException overflow) when (overflow.Errno is Errno.ENOBUFS or Errno.ENOMEM)
            {
                // It is what brought us here, or a dump for whose next part there is no memory now.
                failures++;
            }
        }

        foreach (int group in _groups)
        {
            Join(group);
        }
    }

    /// <summary>Asks for a larger receive buffer, beyond net.core.rmem_max where privilege allows.</summary>
    internal void SetReceiveBuffer(int bytes)
    {
        if (!Set(_handle, Interop.SOL_SOCKET, Interop.SO_RCVBUFFORCE, bytes))
        {
            _ = Set(_handle, Interop.SOL_SOCKET, Interop.SO_RCVBUF, bytes);
        }
    }

    public void Send(ReadOnlySpan<byte> datagram)
    {
        while (Interop.Send(_handle, datagram, (nuint)datagram.Length, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != (int)Errno.EINTR)
            {
                throw LastError("send to the kernel");
            }
        }
    }

    public int Receive(Span<byte> buffer)
    {
        while (true)
        {
            // The length first: a datagram read into too short a buffer is lost, and one with many virtual functions passes 32 KiB.
            int length = ReceiveOnce([], Interop.MSG_PEEK | Interop.MSG_TRUNC, out bool fromKernel);
            if (length < 0 || (fromKernel && length > buffer.Length))
            {
                return length;
            }

            length = ReceiveOnce(buffer, Interop.MSG_TRUNC, out fromKernel);
            if (fromKernel)
            {
                return length;
            }
        }
    }

    public int ReceiveWhole(Span<byte> buffer)
    {
        while (true)
        {
            int length = ReceiveOnce(buffer, Interop.MSG_TRUNC, out bool fromKernel);
            if (fromKernel)
            {
                return length <= buffer.Length ? length : throw new NetlinkException(Errno.EMSGSIZE, "receive from the kernel");
            }
        }
    }

    public int Receive(Span<byte> buffer, out int netnsId)
    {
        while (true)
        {
            // As above, the length first.
            int length = ReceiveOnce([], Interop.MSG_PEEK | Interop.MSG_TRUNC, out bool fromKernel);
            if (length < 0 || (fromKernel && length > buffer.Length))
            {
                netnsId = NetnsIdAttribute.NotAssigned;
                return length;
            }

            length = ReceiveMessage(buffer, out fromKernel, out netnsId);
            if (fromKernel || length < 0)
            {
                return length;
            }
        }
    }

    /// <summary>poll(2) until something can be read or the time is over.</summary>
    internal bool Poll(int timeoutMilliseconds)
    {
        long deadline = Environment.TickCount64 + timeoutMilliseconds;
        bool held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            while (true)
            {
                var descriptor = new Interop.PollFd { Fd = (int)_handle.DangerousGetHandle(), Events = Interop.POLLIN };
                int ready = Interop.Poll(ref descriptor, 1, timeoutMilliseconds);
                if (ready >= 0)
                {
                    return ready > 0;
                }

                if (Marshal.GetLastPInvokeError() != (int)Errno.EINTR)
                {
                    throw LastError("poll a netlink socket");
                }

                if (timeoutMilliseconds >= 0)
                {
                    timeoutMilliseconds = (int)Math.Max(0, deadline - Environment.TickCount64);
                }
            }
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private int ReceiveOnce(Span<byte> buffer, int flags, out bool fromKernel)
    {
        while (true)
        {
            uint senderLength = Interop.SockaddrNl.Size;
            nint length = Interop.RecvFrom(
                _handle, buffer, (nuint)buffer.Length, flags | (_wait ? 0 : Interop.MSG_DONTWAIT), out Interop.SockaddrNl sender, ref senderLength);
            if (length >= 0)
            {
                // Another process with CAP_NET_ADMIN can send to our port; only port 0 is the kernel.
                fromKernel = sender.PortId == 0;
                return (int)length;
            }

            switch ((Errno)Marshal.GetLastPInvokeError())
            {
                case Errno.EINTR:
                    continue;
                case Errno.EAGAIN when _wait && (flags & Interop.MSG_DONTWAIT) == 0:
                    // The socket was handed to us non-blocking.
                    _ = Poll(-1);
                    continue;
                case Errno.EAGAIN:
                    fromKernel = true;
                    return -1;
                default:
                    throw LastError("receive from the kernel");
            }
        }
    }

    /// <summary>recvmsg(2) without waiting: recvfrom(2) does not tell the namespace.</summary>
    private unsafe int ReceiveMessage(Span<byte> buffer, out bool fromKernel, out int netnsId)
    {
        netnsId = NetnsIdAttribute.NotAssigned;
        fromKernel = true;
        var sender = default(Interop.SockaddrNl);
        // Room for one control message with an int, CMSG_SPACE(4), and to spare.
        Span<byte> control = stackalloc byte[64];
        fixed (byte* bytes = buffer)
        fixed (byte* controls = control)
        {
            var vector = new Interop.IoVec { Base = bytes, Length = (nuint)buffer.Length };
            while (true)
            {
                var message = new Interop.MsgHdr
                {
                    Name = &sender, NameLength = Interop.SockaddrNl.Size, Vectors = &vector, VectorCount = 1, Control = controls, ControlLength = (nuint)control.Length,
                };
                nint length = Interop.RecvMsg(_handle, ref message, Interop.MSG_TRUNC | Interop.MSG_DONTWAIT);
                if (length >= 0)
                {
                    fromKernel = sender.PortId == 0;
                    netnsId = Interop.CMsgHdr.Find(control[..(int)message.ControlLength], Interop.SOL_NETLINK, Interop.NETLINK_LISTEN_ALL_NSID) ?? netnsId;
                    return (int)length;
                }

                switch ((Errno)Marshal.GetLastPInvokeError())
                {
                    case Errno.EINTR:
                        continue;
                    case Errno.EAGAIN:
                        return -1;
                    default:
                        throw LastError("receive from the kernel");
                }
            }
        }
    }

    private static bool Set(SafeHandle handle, int level, int option, int value) => Interop.SetSockOpt(handle, level, option, in value, sizeof(int)) == 0;

    private static NetlinkException LastError(string operation) => new((Errno)Marshal.GetLastPInvokeError(), operation);
}
