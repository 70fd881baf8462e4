using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    /// <summary>recvmsg(2).</summary>
    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint RecvMsg(SafeHandle socket, ref MsgHdr message, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct IoVec
    {
        internal void* Base;
        internal nuint Length;
    }

    /// <summary>struct msghdr. musl's has an int and padding where two of the lengths are: the same bytes on the machines we know.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct MsgHdr
    {
        internal void* Name;
        internal uint NameLength;
        internal IoVec* Vectors;
        internal nuint VectorCount;
        internal void* Control;
        internal nuint ControlLength;
        internal int Flags;
    }

    /// <summary>struct cmsghdr, cmsg(3).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CMsgHdr
    {
        internal nuint Length;
        internal int Level;
        internal int Type;

        /// <summary>The int that a control message carries, or null where there is none of the kind.</summary>
        internal static int? Find(ReadOnlySpan<byte> control, int level, int type)
        {
            int header = Unsafe.SizeOf<CMsgHdr>();
            while (control.Length >= header + sizeof(int))
            {
                CMsgHdr message = MemoryMarshal.Read<CMsgHdr>(control);
                if (message.Level == level && message.Type == type)
                {
                    return MemoryMarshal.Read<int>(control[header..]);
                }

                int next = ((int)message.Length + nint.Size - 1) & ~(nint.Size - 1);
                if (next < header || next > control.Length)
                {
                    break;
                }

                control = control[next..];
            }

            return null;
        }
    }
}
