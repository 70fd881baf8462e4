namespace LinuxNetns.Netlink;

/// <summary>Devices that act as one, as a program in user space (teamd) decides; its options are told by generic netlink, not here (kind <c>team</c>, man 8 ip-link).</summary>
public sealed record TeamLink : Link
{
    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public TeamLink(string name = "") : base(name) => Kind = "team";

    internal TeamLink(in LinkRow row) : base(row)
    {
    }
}
