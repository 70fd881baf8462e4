namespace LinuxNetns.Netlink;

/// <summary>Receives the first answer to each of the requests that were sent together.</summary>
internal interface IAnswerHandler
{
    /// <summary>Request number <paramref name="index"/> was answered by a message.</summary>
    void OnMessage(int index, in NetlinkMessage message);

    /// <summary>Request number <paramref name="index"/> was acknowledged or refused.</summary>
    void OnAck(int index, in ExtendedAck ack);
}
