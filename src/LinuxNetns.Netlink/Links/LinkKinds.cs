namespace LinuxNetns.Netlink;

/// <summary>From a kind's name to its type.</summary>
internal static class LinkKinds
{
    internal static Link Read(in LinkRow row)
    {
        ReadOnlySpan<byte> kind = row.Kind;
        return kind.IsEmpty ? new Link(row)
            : kind.SequenceEqual("veth"u8) ? new VethLink(row)
            : kind.SequenceEqual("bridge"u8) ? new BridgeLink(row)
            : kind.SequenceEqual("vlan"u8) ? new VlanLink(row)
            : new OtherLink(row);
    }
}
