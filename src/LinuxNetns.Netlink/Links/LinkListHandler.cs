namespace LinuxNetns.Netlink;

/// <summary>Collects a dump of links.</summary>
internal struct LinkListHandler : IDumpHandler
{
    internal List<Link> Links { get; private set; }

    public void OnStart() => Links = [];

    public readonly void OnMessage(in NetlinkMessage message)
    {
        if (message.Header.Type == MessageType.NewLink)
        {
            Links.Add(new LinkMessage(message).ToLink());
        }
    }
}
