namespace LinuxNetns.Netlink;

/// <summary>The seam of the package: whole datagrams out and in. The socket is one implementation, the fake peer of the tests the other.</summary>
internal interface INetlinkTransport : IDisposable
{
    /// <summary>Sends one datagram to the kernel.</summary>
    void Send(ReadOnlySpan<byte> datagram);

    /// <summary>
    /// Receives the next datagram and returns its full length. One that is longer than <paramref name="buffer"/> stays queued:
    /// come back with a longer buffer. Returns -1 where the transport does not wait and nothing is there.
    /// </summary>
    int Receive(Span<byte> buffer);

    /// <summary>As <see cref="Receive(Span{byte})"/>, of a datagram that is known to fit.</summary>
    /// <exception cref="NetlinkException">It did not (EMSGSIZE); it is lost.</exception>
    int ReceiveWhole(Span<byte> buffer) => Receive(buffer);

    /// <summary>As <see cref="Receive(Span{byte})"/>; also the id of the network namespace that the datagram tells of, -1 for the socket's own.</summary>
    int Receive(Span<byte> buffer, out int netnsId)
    {
        netnsId = NetnsIdAttribute.NotAssigned;
        return Receive(buffer);
    }

    /// <summary>Stays the same as long as nothing arrives and nothing is received; null where that cannot be told.</summary>
    long? ArrivalMark => null;

    /// <summary>Throws away what waits to be received, and what comes meanwhile; what happens after its return is received again.</summary>
    void DropQueued()
    {
    }
}
