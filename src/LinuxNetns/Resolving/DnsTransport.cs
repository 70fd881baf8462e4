using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Name servers as they are reached from inside a namespace.</summary>
internal sealed class DnsTransport(NetworkNamespace networkNamespace) : IDnsTransport
{
    private const int Port = 53;
    private const int MaxDatagram = 65535;

    public async Task<DnsResponse> AskAsync(NameServer server, ReadOnlyMemory<byte> query, bool tcp, Predicate<DnsResponse> isAnswer, CancellationToken cancellationToken)
    {
        var endPoint = new IPEndPoint(networkNamespace.WithScope(server), Port);
        using Socket socket = Open(endPoint.AddressFamily, tcp);
        // Connected, so that only this server can answer, and that nobody is there is an error at once.
        await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        return tcp
            ? await AskByStreamAsync(socket, query, isAnswer, cancellationToken).ConfigureAwait(false)
            : await AskByDatagramAsync(socket, query, isAnswer, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DnsResponse> AskByDatagramAsync(Socket socket, ReadOnlyMemory<byte> query, Predicate<DnsResponse> isAnswer, CancellationToken cancellationToken)
    {
        await socket.SendAsync(query, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[MaxDatagram];
        while (true)
        {
            int length = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (DnsMessage.Parse(buffer.AsSpan(0, length)) is DnsResponse response && isAnswer(response))
                return response;
        }
    }

    private static async Task<DnsResponse> AskByStreamAsync(Socket socket, ReadOnlyMemory<byte> query, Predicate<DnsResponse> isAnswer, CancellationToken cancellationToken)
    {
        using var stream = new NetworkStream(socket);
        byte[] framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed.AsMemory(2));
        await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, cancellationToken).ConfigureAwait(false);
        return DnsMessage.Parse(message) is { IsTruncated: false } response && isAnswer(response) ? response : throw new SocketException((int)SocketError.NoRecovery);
    }

    private Socket Open(AddressFamily family, bool tcp)
    {
        try
        {
            return networkNamespace.CreateSocket(family, tcp ? SocketType.Stream : SocketType.Dgram, tcp ? ProtocolType.Tcp : ProtocolType.Udp);
        }
        catch (NetworkNamespaceException e) when (e.Errno == Errno.EAFNOSUPPORT)
        {
            throw new SocketException((int)SocketError.AddressFamilyNotSupported);
        }
    }
}
