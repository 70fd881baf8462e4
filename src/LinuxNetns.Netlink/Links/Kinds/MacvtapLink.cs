namespace LinuxNetns.Netlink;

/// <summary>A macvlan whose frames a program reads and writes through /dev/tapN, N being its index (kind <c>macvtap</c>, man 8 ip-link).</summary>
public sealed record MacvtapLink : MacvlanLink
{
    /// <summary>Describes a macvtap; <see cref="Link.Lower"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public MacvtapLink(string name = "") : base("macvtap", name)
    {
    }

    internal MacvtapLink(in LinkRow row) : base(row)
    {
    }
}
