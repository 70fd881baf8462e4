using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The names in a directory, in the directory's order.</summary>
internal static unsafe class DirectoryNames
{
    private const int TypeOffset = 18;

    /// <summary>The names that can be used; none where there is no directory.</summary>
    internal static List<string> Read(string directory)
    {
        List<DirectoryName> entries = ReadAll(directory);
        var names = new List<string>(entries.Count);
        foreach (DirectoryName entry in entries)
        {
            if (entry.IsUtf8)
                names.Add(entry.Text);
        }

        return names;
    }

    /// <summary>All names. By getdents64(2), because the base library's enumeration replaces bytes that are not UTF-8 and does not say so.</summary>
    internal static List<DirectoryName> ReadAll(string directory)
    {
        int fd = Interop.Open(directory, Interop.O_RDONLY | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return Interop.LastErrno == Errno.ENOENT ? [] : throw Interop.LastError("open", directory);
        using var handle = new SafeFileHandle(fd, ownsHandle: true);
        return ReadAll(handle, directory);
    }

    /// <summary>All names of an open directory.</summary>
    internal static List<DirectoryName> ReadAll(SafeFileHandle handle, string directory)
    {
        int fd = (int)handle.DangerousGetHandle();
        var names = new List<DirectoryName>();
        byte[] buffer = new byte[32 * 1024];
        fixed (byte* entries = buffer)
        {
            int length;
            while ((length = Interop.Getdents64(fd, entries, buffer.Length)) > 0)
            {
                for (int at = 0; at < length; at += *(ushort*)(entries + at + Interop.DirentLengthOffset))
                {
                    ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entries + at + Interop.DirentNameOffset);
                    if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                        names.Add(DirectoryName.From(name, entries[at + TypeOffset]));
                }
            }

            // ENOENT: the directory was removed meanwhile.
            return length == 0 || Interop.LastErrno == Errno.ENOENT ? names : throw Interop.LastError("getdents64", directory);
        }
    }
}
