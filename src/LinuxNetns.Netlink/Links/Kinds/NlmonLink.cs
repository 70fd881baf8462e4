namespace LinuxNetns.Netlink;

/// <summary>A tap of all netlink messages of its network namespace, for packet capture (kind <c>nlmon</c>, man 8 ip-link).</summary>
public sealed record NlmonLink : Link
{
    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public NlmonLink(string name = "") : base(name) => Kind = "nlmon";

    internal NlmonLink(in LinkRow row) : base(row)
    {
    }
}
