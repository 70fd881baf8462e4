namespace LinuxNetns.Netlink;

/// <summary>A link that is made together with another, its peer: <see cref="VethLink"/>, <see cref="VxcanLink"/>, <see cref="NetkitLink"/>.</summary>
public abstract record PairLink : Link
{
    private readonly string? _peerName;

    private protected PairLink(string name) : base(name)
    {
    }

    private protected PairLink(in LinkRow row) : base(row)
    {
    }

    /// <summary>For a pair to be made: the name of the other end. Never read back: <see cref="Link.Lower"/> has the peer's index.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public string? PeerName
    {
        get => _peerName;
        init
        {
            if (value is not null)
            {
                LinkName.Check(value, nameof(PeerName));
            }

            _peerName = value;
        }
    }

    /// <summary>For a pair to be made: the network namespace of the other end; null: the connection's. Never read back: see <see cref="Link.LowerNetnsId"/>.</summary>
    public NetnsReference? PeerNamespace { get; init; }

    /// <summary>
    /// For a pair to be made: everything else about the other end, its MTU, its address, whether it is up. <see cref="PeerName"/> and
    /// <see cref="PeerNamespace"/> go before what it says.
    /// </summary>
    public Link? Peer { get; init; }

    private protected void WritePeer(ref NetlinkWriter request, int type, LinkResolver links)
    {
        if (Peer is null && PeerName is null && PeerNamespace is null)
        {
            return;
        }

        Link peer = Peer ?? new Link();
        peer = peer with { Name = PeerName ?? peer.Name, Namespace = PeerNamespace ?? peer.Namespace };
        if (peer.HasMoreThanCreationTakes)
        {
            throw new ArgumentException("The peer's alias, port settings, IPv6 address generation and \"protocol down\" are changed when it is there.");
        }

        peer.WriteAsPeer(ref request, type, links);
    }
}
