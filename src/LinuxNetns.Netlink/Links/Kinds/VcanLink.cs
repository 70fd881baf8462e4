namespace LinuxNetns.Netlink;

/// <summary>A CAN bus of this machine alone (kind <c>vcan</c>, man 8 ip-link).</summary>
public sealed record VcanLink : Link
{
    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VcanLink(string name = "") : base(name) => Kind = "vcan";

    internal VcanLink(in LinkRow row) : base(row)
    {
    }
}
