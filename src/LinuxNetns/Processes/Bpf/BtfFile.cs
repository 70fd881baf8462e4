using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A file of some megabytes in /sys: mapped where the kernel allows it (Linux 6.16), else read, which takes 10 ms.</summary>
internal sealed unsafe class BtfFile : IDisposable
{
    private const long MaxSize = 256 << 20;

    private readonly bool _mapped;
    private readonly int _length;
    private byte* _content;

    private BtfFile(byte* content, int length, bool mapped)
    {
        _content = content;
        _length = length;
        _mapped = mapped;
    }

    internal ReadOnlySpan<byte> Content => new(_content, _length);

    public void Dispose()
    {
        if (_mapped)
            _ = Interop.Munmap(_content, (nuint)_length);
        else
            NativeMemory.Free(_content);
        _content = null;
    }

    internal static Errno TryOpen(string path, out BtfFile? file)
    {
        file = null;
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return Interop.LastErrno;
        using var handle = new SafeFileHandle(fd, ownsHandle: true);
        Interop.StatxBuffer status;
        byte empty = 0;
        if (Interop.Statx(fd, &empty, Interop.AT_EMPTY_PATH, Interop.STATX_BASIC_STATS, &status) != 0)
            return Interop.LastErrno;
        if (status.Size is 0 or > MaxSize)
            return Errno.EINVAL;
        int size = (int)status.Size;
        nint mapped = Interop.Mmap(null, (nuint)size, Interop.PROT_READ, Interop.MAP_PRIVATE, fd, 0);
        if (mapped != -1)
        {
            file = new BtfFile((byte*)mapped, size, mapped: true);
            return Errno.None;
        }

        return TryRead(fd, size, out file);
    }

    private static Errno TryRead(int fd, int size, out BtfFile? file)
    {
        byte* content = (byte*)NativeMemory.Alloc((nuint)size);
        int length = 0;
        nint read;
        while ((read = Interop.Read(fd, content + length, (nuint)(size - length))) > 0)
            length += (int)read;
        Errno errno = read < 0 ? Interop.LastErrno : Errno.None;
        file = new BtfFile(content, length, mapped: false);
        if (errno == Errno.None)
            return errno;
        file.Dispose();
        file = null;
        return errno;
    }
}
