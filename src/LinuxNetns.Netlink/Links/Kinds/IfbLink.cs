namespace LinuxNetns.Netlink;

/// <summary>An intermediate functional block: what is redirected to it passes its queueing disciplines (kind <c>ifb</c>, man 8 ip-link).</summary>
public sealed record IfbLink : Link
{
    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public IfbLink(string name = "") : base(name) => Kind = "ifb";

    internal IfbLink(in LinkRow row) : base(row)
    {
    }
}
