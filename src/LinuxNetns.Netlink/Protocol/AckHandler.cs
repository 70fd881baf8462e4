namespace LinuxNetns.Netlink;

/// <summary>The outcome of one request that changes something.</summary>
internal struct AckHandler : IAnswerHandler
{
    internal ExtendedAck Ack { get; private set; }

    public readonly void OnMessage(int index, in NetlinkMessage message)
    {
    }

    public void OnAck(int index, in ExtendedAck ack) => Ack = ack;
}
