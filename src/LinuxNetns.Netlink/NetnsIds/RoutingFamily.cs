namespace LinuxNetns.Netlink;

/// <summary>struct rtgenmsg: all that comes before the attributes of the netns id messages. Padded to four bytes on the wire.</summary>
internal struct RoutingFamily
{
    internal byte Family;
}
