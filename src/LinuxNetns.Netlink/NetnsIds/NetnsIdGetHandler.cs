namespace LinuxNetns.Netlink;

/// <summary>Takes the answers about netns ids, each into its place; an acknowledgement leaves what is there.</summary>
internal readonly struct NetnsIdGetHandler(NetnsIdResult[] results, int offset) : IAnswerHandler
{
    public void OnMessage(int index, in NetlinkMessage message) =>
        results[offset + index] = new NetnsIdResult(new NetnsIdMessage(message).AssignedId, Errno.None, null);

    public void OnAck(int index, in ExtendedAck ack)
    {
        if (ack.Errno != Errno.None)
        {
            results[offset + index] = new NetnsIdResult(null, ack.Errno, ack.Message);
        }
    }
}
