using System.Net;
using System.Net.Sockets;

using Microsoft.AspNetCore.Connections;

namespace LinuxNetns.AspNetCore;

/// <summary>
/// An address inside a namespace. To a transport it is a socket that somebody else makes: were it an <see cref="IPEndPoint"/>, one that makes its sockets itself
/// (QUIC) would listen on the same address of the host. The descriptor is none, so that a transport which knows nothing of us fails.
/// </summary>
internal sealed class NamespaceEndPoint(NetworkNamespace ns, IPEndPoint address) : FileHandleEndPoint(int.MaxValue, FileHandleType.Tcp)
{
    /// <summary>A bound socket, not listening yet.</summary>
    internal Socket Bind()
    {
        Socket socket = ns.CreateSocket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel does at home.
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override string ToString() => $"{address} in {ns}";
}
