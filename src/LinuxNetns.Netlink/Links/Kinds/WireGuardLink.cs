namespace LinuxNetns.Netlink;

/// <summary>A device of WireGuard (kind <c>wireguard</c>, ip-link(8)). Its keys and peers are set with <see cref="WireGuardTable"/>.</summary>
public sealed record WireGuardLink : Link
{
    /// <summary>Describes a device. Its packets outside are sent and received in the network namespace where it is made, wherever it moves to.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public WireGuardLink(string name = "") : base(name) => Kind = "wireguard";

    internal WireGuardLink(in LinkRow row) : base(row)
    {
    }
}
