using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct inet_diag_sockid, linux/inet_diag.h. Ports and addresses in network byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InternetSocketId
{
    internal ushort SourcePort;
    internal ushort DestinationPort;
    internal uint Source0;
    internal uint Source1;
    internal uint Source2;
    internal uint Source3;
    internal uint Destination0;
    internal uint Destination1;
    internal uint Destination2;
    internal uint Destination3;
    internal uint Interface;
    internal uint CookieLow;
    internal uint CookieHigh;

    internal readonly ulong Cookie => CookieLow | ((ulong)CookieHigh << 32);

    internal static InternetSocketId Of(SocketInfo socket)
    {
        Span<uint> source = stackalloc uint[4];
        Span<uint> destination = stackalloc uint[4];
        socket.Local?.Address.TryWriteBytes(MemoryMarshal.AsBytes(source), out _);
        socket.Remote?.Address.TryWriteBytes(MemoryMarshal.AsBytes(destination), out _);
        return new InternetSocketId
        {
            SourcePort = BinaryPrimitives.ReverseEndianness((ushort)(socket.Local?.Port ?? 0)),
            DestinationPort = BinaryPrimitives.ReverseEndianness((ushort)(socket.Remote?.Port ?? 0)),
            Source0 = source[0], Source1 = source[1], Source2 = source[2], Source3 = source[3],
            Destination0 = destination[0], Destination1 = destination[1], Destination2 = destination[2], Destination3 = destination[3],
            Interface = (uint)socket.InterfaceIndex,
            CookieLow = (uint)socket.Cookie,
            CookieHigh = (uint)(socket.Cookie >> 32),
        };
    }
}
