using System.Net.Sockets;

namespace LinuxNetns.TestHost;

/// <summary>The kernel's word on where a thread or a socket is.</summary>
internal static class NetnsCookie
{
    private const int SOL_SOCKET = 1;
    private const int SO_NETNS_COOKIE = 71;

    /// <summary>Where the calling thread is: a new socket is made there.</summary>
    internal static ulong Here()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        return Of(socket);
    }

    internal static ulong Of(Socket socket)
    {
        Span<byte> cookie = stackalloc byte[sizeof(ulong)];
        _ = socket.GetRawSocketOption(SOL_SOCKET, SO_NETNS_COOKIE, cookie);
        return BitConverter.ToUInt64(cookie);
    }
}
