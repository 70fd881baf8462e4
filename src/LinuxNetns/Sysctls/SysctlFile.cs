using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Reads and writes an open file of /proc/sys.</summary>
internal static unsafe class SysctlFile
{
    /// <summary>All of it, without the newline at its end.</summary>
    internal static Errno Read(SafeFileHandle file, out string value)
    {
        value = "";
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            nint read;
            fixed (byte* start = &buffer[length])
                read = Interop.Read((int)file.DangerousGetHandle(), start, (nuint)(buffer.Length - length));
            if (read < 0)
            {
                if (Interop.LastErrno == Errno.EINTR)
                    continue;
                return Interop.LastErrno;
            }

            if (read == 0)
                break;
            length += (int)read;
            if (length == buffer.Length)
                Array.Resize(ref buffer, length * 2);
        }

        value = Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\n');
        return Errno.None;
    }

    /// <summary>In one write(2): the kernel takes each as a value.</summary>
    internal static Errno Write(SafeFileHandle file, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value + "\n");
        fixed (byte* start = bytes)
        {
            while (Interop.Write((int)file.DangerousGetHandle(), start, (nuint)bytes.Length) < 0)
            {
                if (Interop.LastErrno != Errno.EINTR)
                    return Interop.LastErrno;
            }
        }

        return Errno.None;
    }
}
