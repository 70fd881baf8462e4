namespace LinuxNetns.Netlink;

/// <summary>Takes the answers to questions for netns ids, each into its place.</summary>
internal readonly struct NetnsIdGetHandler(NetnsIdResult[] results, int offset) : IAnswerHandler
{
    public void OnMessage(int index, in NetlinkMessage message) =>
        results[offset + index] = new NetnsIdResult(new NetnsIdMessage(message).AssignedId, Errno.None, null);

    public void OnAck(int index, in ExtendedAck ack) => results[offset + index] = new NetnsIdResult(null, ack.Errno, ack.Message);
}
