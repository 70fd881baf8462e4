using System.Net.Sockets;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>How the owner learns how a helper's child ended: it is no child of its own, so waitid(2) does not tell. While it keeps its end open, the child that has ended stays a zombie.</summary>
internal sealed class ExitLink(SafeFileHandle socket) : IDisposable
{
    private const int Length = 2 * sizeof(int);
    private ProcessExit? _exit;

    internal int Descriptor => (int)socket.DangerousGetHandle();

    /// <summary>For the owner's waiter, when poll(2) says that there is something: how it ended; unknown where the helper has ended before.</summary>
    internal ProcessExit TryWait(bool keep)
    {
        _exit ??= Read();
        if (!keep)
            Dispose();
        return _exit.Value;
    }

    /// <summary>The helper's side: tells, and waits until the owner has closed its end.</summary>
    internal static async Task TellAsync(SafeFileHandle link, ProcessExit exit)
    {
        byte[] numbers = new byte[Length];
        MemoryMarshal.Write(numbers, exit.ExitCode ?? -1);
        MemoryMarshal.Write(numbers.AsSpan(sizeof(int)), exit.Signal ?? -1);
        int fd = Interop.Fcntl(link, Interop.F_DUPFD_CLOEXEC, 3);
        using var end = new Socket(new SafeSocketHandle(fd, ownsHandle: true));
        try
        {
            await end.SendAsync(numbers).ConfigureAwait(false);
            await end.ReceiveAsync(new byte[1]).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // It is closed already.
        }
    }

    public void Dispose() => socket.Dispose();

    private unsafe ProcessExit Read()
    {
        int* numbers = stackalloc int[2];
        nint read;
        do
            read = Interop.Read(Descriptor, numbers, Length);
        while (read < 0 && Interop.LastErrno == Errno.EINTR);
        return read < Length ? default : new ProcessExit(numbers[0] < 0 ? null : numbers[0], numbers[1] < 0 ? null : numbers[1]);
    }
}
