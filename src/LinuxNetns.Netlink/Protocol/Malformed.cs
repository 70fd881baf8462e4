namespace LinuxNetns.Netlink;

/// <summary>Errors for bytes that no kernel should send.</summary>
internal static class Malformed
{
    internal static NetlinkException Header(int available) => Create($"{available} bytes are left, too few for a message header");

    internal static NetlinkException Length(uint length, int available) => Create($"a message claims {length} of {available} bytes");

    internal static NetlinkException Payload(MessageType type, int length) => Create($"a message of type {(int)type} has only {length} bytes");

    internal static NetlinkException Attribute(int length, int available) => Create($"an attribute claims {length} of {available} bytes");

    internal static NetlinkException Value(int type, int length) => Create($"attribute {type} has {length} bytes");

    internal static NetlinkException Empty() => Create("it is empty");

    private static NetlinkException Create(string what) => new(Errno.EBADMSG, $"read the kernel's answer: {what}");
}
