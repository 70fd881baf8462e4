namespace LinuxNetns.Netlink;

/// <summary>A device that takes every packet and drops it (kind <c>dummy</c>, man 8 ip-link).</summary>
public sealed record DummyLink : Link
{
    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public DummyLink(string name = "") : base(name) => Kind = "dummy";

    internal DummyLink(in LinkRow row) : base(row)
    {
    }
}
