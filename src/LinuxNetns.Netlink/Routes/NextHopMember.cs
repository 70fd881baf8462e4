using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct rtnexthop: one of the ways of a multipath route, before its attributes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NextHopMember
{
    internal ushort Length;
    internal byte Flags;
    internal byte Hops;
    internal int Index;

    /// <summary>Takes the first of an array of ways.</summary>
    /// <exception cref="NetlinkException">Its length does not add up (<see cref="Errno.EBADMSG"/>).</exception>
    internal static bool TryRead(ref ReadOnlySpan<byte> array, out NextHopMember way, out ReadOnlySpan<byte> attributes)
    {
        int size = Unsafe.SizeOf<NextHopMember>();
        if (array.Length < size)
        {
            way = default;
            attributes = default;
            return false;
        }

        way = MemoryMarshal.Read<NextHopMember>(array);
        if (way.Length < size || way.Length > array.Length)
        {
            throw Malformed.Attribute(way.Length, array.Length);
        }

        attributes = array[size..way.Length];
        array = array[Math.Min(Alignment.Up(way.Length), array.Length)..];
        return true;
    }
}
