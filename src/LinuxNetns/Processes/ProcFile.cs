using System.Buffers;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Reads a small file of /proc, whose size the kernel does not tell.</summary>
internal static unsafe class ProcFile
{
    internal static Errno ReadAll(int directory, byte* path, out byte[] content)
    {
        content = [];
        int fd = Interop.Openat(directory, path, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_NONBLOCK, 0);
        if (fd < 0)
            return Interop.LastErrno;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            int length = 0;
            while (true)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer);
                nint read;
                fixed (byte* start = &buffer[length])
                    read = Interop.Read(fd, start, (nuint)(buffer.Length - length));
                if (read < 0)
                {
                    if (Interop.LastErrno == Errno.EINTR)
                        continue;
                    return Interop.LastErrno; // ESRCH: ended between open and read
                }

                if (read == 0)
                    break;
                length += (int)read;
            }

            content = buffer.AsSpan(0, length).ToArray();
            return Errno.None;
        }
        finally
        {
            _ = Interop.Close(fd);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
