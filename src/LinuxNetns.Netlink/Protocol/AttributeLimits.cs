namespace LinuxNetns.Netlink;

/// <summary>Numbers that the kernel keeps in more bits than they have: with others set, they are none.</summary>
internal static class AttributeLimits
{
    internal static ushort ReadAtMost(this in NetlinkAttribute attribute, ushort max) =>
        attribute.Read<ushort>() is ushort value && value <= max ? value : throw Malformed.Value(attribute.Type, attribute.Value.Length);

    internal static uint ReadAtMost(this in NetlinkAttribute attribute, uint max) =>
        attribute.Read<uint>() is uint value && value <= max ? value : throw Malformed.Value(attribute.Type, attribute.Value.Length);
}
