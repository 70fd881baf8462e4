namespace LinuxNetns.Netlink;

/// <summary>A multicast group of a family of generic netlink.</summary>
/// <param name="Name">Its name (CTRL_ATTR_MCAST_GRP_NAME).</param>
/// <param name="Id">The number to join it by (CTRL_ATTR_MCAST_GRP_ID).</param>
public sealed record GenericNetlinkGroup(string Name, int Id);
