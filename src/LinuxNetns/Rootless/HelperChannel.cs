using System.Buffers.Binary;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Messages with descriptors over a stream socket: a length, then so many bytes (unix(7), SCM_RIGHTS).</summary>
internal sealed unsafe class HelperChannel(SafeFileHandle socket) : IDisposable
{
    private const int MaxDescriptors = 8;
    private const int MaxLength = 16 * 1024 * 1024;

    private static int ControlSpace => sizeof(Interop.ControlHeader) + MaxDescriptors * sizeof(int);

    /// <summary>Two ends.</summary>
    internal static (SafeFileHandle One, SafeFileHandle Other) CreatePair()
    {
        int* ends = stackalloc int[2];
        return Interop.Socketpair(Interop.AF_UNIX, Interop.SOCK_STREAM | Interop.SOCK_CLOEXEC, 0, ends) == 0
            ? (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true))
            : throw Interop.LastError("socketpair");
    }

    /// <summary>Sends a message. Copies of the descriptors travel with it.</summary>
    /// <exception cref="NetworkNamespaceException">The other side is gone (EPIPE, ECONNRESET).</exception>
    internal void Send(ReadOnlySpan<byte> message, ReadOnlySpan<int> descriptors)
    {
        byte[] bytes = new byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, message.Length);
        message.CopyTo(bytes.AsSpan(sizeof(int)));
        for (int sent = 0; sent < bytes.Length;)
            sent += SendSome(bytes.AsSpan(sent), sent == 0 ? descriptors : []);
    }

    /// <summary>Waits for a message.</summary>
    /// <param name="descriptors">Its descriptors; the caller's to close.</param>
    /// <returns>The message; null where the other side has ended.</returns>
    internal byte[]? Receive(out IReadOnlyList<SafeFileHandle> descriptors)
    {
        var received = new List<SafeFileHandle>();
        descriptors = received;
        byte[] length = new byte[sizeof(int)];
        if (!Fill(length, received))
            return null;
        int count = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (count is < 0 or > MaxLength)
            throw new NetworkNamespaceException("The other side of a rootless helper's socket does not speak its language.");
        byte[] message = new byte[count];
        return Fill(message, received) ? message : null;
    }

    public void Dispose() => socket.Dispose();

    private int SendSome(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors)
    {
        byte* control = stackalloc byte[ControlSpace];
        var header = (Interop.ControlHeader*)control;
        nuint length = (nuint)(sizeof(Interop.ControlHeader) + descriptors.Length * sizeof(int));
        *header = new Interop.ControlHeader { Length = length, Level = Interop.SOL_SOCKET, Type = Interop.SCM_RIGHTS };
        descriptors.CopyTo(new Span<int>(control + sizeof(Interop.ControlHeader), MaxDescriptors));
        fixed (byte* start = bytes)
        {
            var vector = new Interop.IoVector { Base = start, Length = (nuint)bytes.Length };
            var message = new Interop.MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (descriptors.Length > 0)
            {
                message.Control = control;
                message.ControlLength = length;
            }

            while (true)
            {
                nint sent = Interop.Sendmsg((int)socket.DangerousGetHandle(), &message, Interop.MSG_NOSIGNAL);
                if (sent >= 0)
                    return (int)sent;
                if (Interop.LastErrno != Errno.EINTR)
                    throw Interop.LastError("sendmsg");
            }
        }
    }

    /// <summary>False at the end of the stream.</summary>
    private bool Fill(Span<byte> buffer, List<SafeFileHandle> descriptors)
    {
        while (buffer.Length > 0)
        {
            int received = ReceiveSome(buffer, descriptors);
            if (received == 0)
                return false;
            buffer = buffer[received..];
        }

        return true;
    }

    private int ReceiveSome(Span<byte> buffer, List<SafeFileHandle> descriptors)
    {
        byte* control = stackalloc byte[ControlSpace];
        fixed (byte* start = buffer)
        {
            var vector = new Interop.IoVector { Base = start, Length = (nuint)buffer.Length };
            while (true)
            {
                var message = new Interop.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = (nuint)ControlSpace };
                nint received = Interop.Recvmsg((int)socket.DangerousGetHandle(), &message, Interop.MSG_CMSG_CLOEXEC);
                if (received >= 0)
                {
                    Collect(new ReadOnlySpan<byte>(control, (int)message.ControlLength), descriptors);
                    // The kernel leaves out what it has no numbers for.
                    return (message.Flags & Interop.MSG_CTRUNC) == 0 ? (int)received : throw Interop.Error(Errno.EMFILE, "recvmsg");
                }

                // A reset says that the other side ended before it had read everything.
                if (Interop.LastErrno == Errno.ECONNRESET)
                    return 0;
                if (Interop.LastErrno != Errno.EINTR)
                    throw Interop.LastError("recvmsg");
            }
        }
    }

    private static void Collect(ReadOnlySpan<byte> control, List<SafeFileHandle> descriptors)
    {
        if (control.Length < sizeof(Interop.ControlHeader))
            return;
        Interop.ControlHeader header = MemoryMarshal.Read<Interop.ControlHeader>(control);
        if (header.Level != Interop.SOL_SOCKET || header.Type != Interop.SCM_RIGHTS)
            return;
        foreach (int fd in MemoryMarshal.Cast<byte, int>(control[sizeof(Interop.ControlHeader)..(int)header.Length]))
            descriptors.Add(new SafeFileHandle(fd, ownsHandle: true));
    }
}
