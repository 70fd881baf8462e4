namespace LinuxNetns.Netlink;

/// <summary>An ipvlan whose packets a program reads and writes through /dev/tapN, N being its index (kind <c>ipvtap</c>, man 8 ip-link).</summary>
public sealed record IpvtapLink : IpvlanLink
{
    /// <summary>Describes an ipvtap; <see cref="Link.Lower"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public IpvtapLink(string name = "") : base("ipvtap", name)
    {
    }

    internal IpvtapLink(in LinkRow row) : base(row)
    {
    }
}
