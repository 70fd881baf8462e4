namespace LinuxNetns.Netlink;

/// <summary>Collects a dump of netns ids.</summary>
internal struct NetnsIdListHandler : IDumpHandler
{
    internal List<NetnsIdEntry> Entries { get; private set; }

    public void OnStart() => Entries = [];

    public readonly void OnMessage(in NetlinkMessage message)
    {
        if (message.Header.Type == MessageType.NewNetnsId)
        {
            Entries.Add(new NetnsIdMessage(message).ToEntry());
        }
    }
}
