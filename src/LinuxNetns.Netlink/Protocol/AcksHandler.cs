namespace LinuxNetns.Netlink;

/// <summary>The outcomes of requests that change something, each in its place.</summary>
internal readonly struct AcksHandler(ExtendedAck[] acks) : IAnswerHandler
{
    public void OnMessage(int index, in NetlinkMessage message)
    {
    }

    public void OnAck(int index, in ExtendedAck ack) => acks[index] = ack;
}
