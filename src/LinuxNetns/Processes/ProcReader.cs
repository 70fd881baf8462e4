using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Reads <c>/proc/PID/ns/net</c> of every process: one getdents64(2) for some hundreds of them, one statx(2) each, and nothing allocated.</summary>
internal sealed unsafe class ProcReader(SafeFileHandle directory, string path) : IProcessNamespaceReader
{
    private readonly NumericEntries _entries = new();

    public bool ReadsThreads => false;

    public void Dispose()
    {
        _entries.Dispose();
        directory.Dispose();
    }

    public int Read(ProcessNamespaceReading[] batch)
    {
        int proc = (int)directory.DangerousGetHandle();
        ReadOnlySpan<byte> file = "/ns/net\0"u8;
        byte* link = stackalloc byte[NumericEntries.MaxDigits + file.Length];
        var buffer = new Span<byte>(link, NumericEntries.MaxDigits + file.Length);
        Interop.StatxBuffer status;
        int count = 0;
        while (count < batch.Length && _entries.TryNext(proc, out int processId, out ReadOnlySpan<byte> digits))
        {
            digits.CopyTo(buffer);
            file.CopyTo(buffer[digits.Length..]);
            batch[count++] = Interop.Statx(proc, link, Interop.AT_STATX_DONT_SYNC, Interop.STATX_INO, &status) == 0
                ? new ProcessNamespaceReading(processId, Errno.None, new NamespaceId(null, status.Device, status.Inode))
                : new ProcessNamespaceReading(processId, Interop.LastErrno, default);
        }

        return count > 0 || _entries.Errno == Errno.None ? count : throw Interop.Error(_entries.Errno, "getdents64", path);
    }

    public FinderRefusal? ReadDescriptors(uint inode, out DescriptorReading[]? descriptors)
    {
        descriptors = null;
        return null;
    }
}
