using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns;

/// <summary>Reads the bytes of an inotify descriptor: int wd; uint32 mask, cookie, len; char name[len], padded with NUL (inotify(7)).</summary>
internal static class InotifyParser
{
    private const int HeaderSize = 16;

    /// <summary>Appends the events. The kernel never splits one: a rest that is not whole is no event and is left out.</summary>
    internal static void Parse(ReadOnlySpan<byte> buffer, List<InotifyEvent> events)
    {
        while (buffer.Length >= HeaderSize)
        {
            int watch = MemoryMarshal.Read<int>(buffer);
            uint mask = MemoryMarshal.Read<uint>(buffer[4..]);
            uint length = MemoryMarshal.Read<uint>(buffer[12..]);
            buffer = buffer[HeaderSize..];
            if (length > (uint)buffer.Length)
                return;
            ReadOnlySpan<byte> name = buffer[..(int)length];
            int end = name.IndexOf((byte)0);
            name = end < 0 ? name : name[..end];
            events.Add(new InotifyEvent(watch, mask, name.IsEmpty ? null : Encoding.UTF8.GetString(name)));
            buffer = buffer[(int)length..];
        }
    }
}
