using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>
/// A tun or tap device that is open: what the namespace sends through the device is read here, and what is written here arrives there. One call moves one packet.
/// Made by <see cref="NetworkNamespace.CreateTunDevice"/>. Usable from any thread, by many at once.
/// </summary>
/// <remarks>A device that is not persistent is gone when its last descriptor is closed. linux/if_tun.h, Documentation/networking/tuntap.rst.</remarks>
public sealed unsafe class TunDevice : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly SafeFileHandle _closing = EventFd.Create();
    private readonly object _gate = new();
    private bool _disposed;

    private TunDevice(SafeFileHandle handle, TunMode mode)
    {
        _handle = handle;
        Mode = mode;
    }

    /// <summary>The descriptor of <c>/dev/net/tun</c>, which does not block. It belongs to this object.</summary>
    public SafeHandle Handle => _handle;

    /// <summary>The device's name now, which a rename changes.</summary>
    /// <exception cref="NetworkNamespaceException">The device has been deleted (EBADFD).</exception>
    public string Name
    {
        get
        {
            Span<byte> request = stackalloc byte[Interop.IfreqSize];
            Get(request);
            ReadOnlySpan<byte> name = request[..Interop.IfreqFlagsOffset];
            int end = name.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
        }
    }

    /// <summary>The device's index in the network namespace that it was made in.</summary>
    public int Index { get; private set; }

    /// <summary>IP packets or Ethernet frames.</summary>
    public TunMode Mode { get; }

    /// <summary>Whether the device stays when nobody has it open.</summary>
    /// <exception cref="NetworkNamespaceException">The device has been deleted (EBADFD).</exception>
    public bool IsPersistent
    {
        get
        {
            Span<byte> request = stackalloc byte[Interop.IfreqSize];
            Get(request);
            return (MemoryMarshal.Read<ushort>(request[Interop.IfreqFlagsOffset..]) & Interop.IFF_PERSIST) != 0;
        }
    }

    /// <summary>Whether the device shall stay when nobody has it open (TUNSETPERSIST).</summary>
    /// <exception cref="NetworkNamespaceException">The device has been deleted (EBADFD).</exception>
    public void SetPersistent(bool persistent) => Set(Interop.TUNSETPERSIST, persistent ? 1 : 0, "make a tun device persistent");

    /// <summary>
    /// Waits for a packet that the namespace sends through the device. What is longer than the buffer is cut off: have room for the MTU and the headers before it.
    /// </summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed of, or was meanwhile.</exception>
    /// <exception cref="NetworkNamespaceException">The device has been deleted (EBADFD).</exception>
    public int Read(Span<byte> buffer, CancellationToken cancellationToken = default)
    {
        fixed (byte* start = buffer)
        {
            return Move(start, buffer.Length, write: false, cancellationToken);
        }
    }

    /// <summary>As <see cref="Read"/>; a thread of the pool waits where there is no packet yet.</summary>
    /// <inheritdoc cref="Read"/>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (System.Buffers.MemoryHandle pin = buffer.Pin())
        {
            if (TryMove((byte*)pin.Pointer, buffer.Length, write: false, out int length))
            {
                return ValueTask.FromResult(length);
            }
        }

        return new ValueTask<int>(Task.Run(() => Read(buffer.Span, cancellationToken), cancellationToken));
    }

    /// <summary>Hands a packet to the namespace, as if it had arrived at the device.</summary>
    /// <param name="packet">The packet, whole, with the headers that the device was made with before it.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed of.</exception>
    /// <exception cref="NetworkNamespaceException">The device is down (EIO), the packet is none (EINVAL), the device has been deleted (EBADFD).</exception>
    public void Write(ReadOnlySpan<byte> packet, CancellationToken cancellationToken = default)
    {
        fixed (byte* start = packet)
        {
            Move(start, packet.Length, write: true, cancellationToken);
        }
    }

    /// <summary>As <see cref="Write"/>; a thread of the pool waits where there is no room.</summary>
    /// <inheritdoc cref="Write"/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (System.Buffers.MemoryHandle pin = packet.Pin())
        {
            if (TryMove((byte*)pin.Pointer, packet.Length, write: true, out _))
            {
                return ValueTask.CompletedTask;
            }
        }

        return new ValueTask(Task.Run(() => Write(packet.Span, cancellationToken), cancellationToken));
    }

    /// <summary>Closes the descriptor, and wakes whoever waits for a packet. The device goes unless it is persistent or open elsewhere.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            EventFd.Signal(_closing);
            // Readers hold the descriptors while they wait: those close with the last of them.
            _handle.Dispose();
            _closing.Dispose();
        }
    }

    /// <summary>Makes the device, or opens one that is there, by a descriptor whose network namespace decides where.</summary>
    internal static TunDevice Attach(SafeFileHandle handle, TunOptions options, bool create, Func<string, int> indexOf)
    {
        var device = new TunDevice(handle, options.Mode);
        try
        {
            Span<byte> request = stackalloc byte[Interop.IfreqSize];
            request.Clear();
            Encoding.UTF8.GetBytes(options.Name ?? "", request);
            int flags = (int)options.Mode
                | (options.PacketInformation ? 0 : Interop.IFF_NO_PI)
                | (options.VirtioHeader ? Interop.IFF_VNET_HDR : 0)
                | (options.MultiQueue ? Interop.IFF_MULTI_QUEUE : 0)
                | (create ? Interop.IFF_TUN_EXCL : 0);
            ushort wanted = (ushort)flags;
            MemoryMarshal.Write(request[Interop.IfreqFlagsOffset..], in wanted);
            fixed (byte* argument = request)
            {
                device.Control(Interop.TUNSETIFF, argument, create ? "create a tun device" : "open a tun device", options.Name);
            }

            // What fails from here on takes the device with it: it persists last.
            if (options.OwnerUserId is uint user)
            {
                device.Set(Interop.TUNSETOWNER, user, "set the owner of a tun device");
            }

            if (options.OwnerGroupId is uint group)
            {
                device.Set(Interop.TUNSETGROUP, group, "set the group of a tun device");
            }

            device.Index = indexOf(device.Name);
            if (options.Persistent)
            {
                device.SetPersistent(true);
            }

            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    private int Move(byte* start, int length, bool write, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryMove(start, length, write, out int moved))
            {
                return moved;
            }

            Wait(write ? Interop.POLLOUT : Interop.POLLIN, cancellationToken);
        }
    }

    private bool TryMove(byte* start, int length, bool write, out int moved)
    {
        using var hold = new HandleLease(_handle, nameof(TunDevice));
        while (true)
        {
            nint result = write ? Interop.Write(hold.Descriptor, start, (nuint)length) : Interop.Read(hold.Descriptor, start, (nuint)length);
            moved = (int)result;
            if (result >= 0)
            {
                return true;
            }

            switch (Interop.LastErrno)
            {
                case Errno.EINTR:
                    continue;
                case Errno.EAGAIN:
                    return false;
                default:
                    throw Interop.LastError(write ? "write to a tun device" : "read from a tun device");
            }
        }
    }

    private void Wait(short events, CancellationToken cancellationToken)
    {
        using var device = new HandleLease(_handle, nameof(TunDevice));
        using var closing = new HandleLease(_closing, nameof(TunDevice));
        using SafeFileHandle? cancelled = cancellationToken.CanBeCanceled ? EventFd.Create() : null;
        // Disposed of before the descriptor that it signals.
        using CancellationTokenRegistration registration = cancelled is null
            ? default
            : cancellationToken.UnsafeRegister(static handle => EventFd.Signal((SafeFileHandle)handle!), cancelled);
        Interop.PollFd* waiting = stackalloc Interop.PollFd[3];
        waiting[0] = new Interop.PollFd { Fd = device.Descriptor, Events = events };
        waiting[1] = new Interop.PollFd { Fd = closing.Descriptor, Events = Interop.POLLIN };
        waiting[2] = new Interop.PollFd { Fd = cancelled is null ? -1 : (int)cancelled.DangerousGetHandle(), Events = Interop.POLLIN };
        if (Interop.Poll(waiting, 3, -1) < 0 && Interop.LastErrno != Errno.EINTR)
        {
            throw Interop.LastError("poll a tun device");
        }

        ObjectDisposedException.ThrowIf(waiting[1].Revents != 0, this);
    }

    private void Get(Span<byte> request)
    {
        request.Clear();
        fixed (byte* argument = request)
        {
            Control(Interop.TUNGETIFF, argument, "look at a tun device", path: null);
        }
    }

    private void Set(nuint call, long value, string operation) => Control(call, (void*)(nint)value, operation, path: null);

    private void Control(nuint call, void* argument, string operation, string? path)
    {
        using var hold = new HandleLease(_handle, nameof(TunDevice));
        if (Interop.Ioctl(hold.Descriptor, call, argument) < 0)
        {
            throw Interop.LastError(operation, path);
        }
    }

    /// <summary>Keeps a descriptor open for as long as its number is used.</summary>
    private readonly ref struct HandleLease
    {
        private readonly SafeFileHandle _handle;

        internal HandleLease(SafeFileHandle handle, string owner)
        {
            bool held = false;
            try
            {
                handle.DangerousAddRef(ref held);
            }
            catch (ObjectDisposedException)
            {
                throw new ObjectDisposedException(owner);
            }

            _handle = handle;
        }

        internal int Descriptor => (int)_handle.DangerousGetHandle();

        internal void Dispose() => _handle.DangerousRelease();
    }
}
