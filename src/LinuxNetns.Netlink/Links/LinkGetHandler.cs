namespace LinuxNetns.Netlink;

/// <summary>Takes the answer to a request for one link.</summary>
internal struct LinkGetHandler : IAnswerHandler
{
    internal Link? Link { get; private set; }

    internal ExtendedAck Ack { get; private set; }

    public void OnMessage(int index, in NetlinkMessage message) => Link = new LinkMessage(message).ToLink();

    public void OnAck(int index, in ExtendedAck ack) => Ack = ack;
}
