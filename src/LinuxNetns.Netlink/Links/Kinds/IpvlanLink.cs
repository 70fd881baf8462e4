namespace LinuxNetns.Netlink;

/// <summary>A device with the hardware address of the device below and IP addresses of its own (kind <c>ipvlan</c>, man 8 ip-link, IFLA_IPVLAN_* of linux/if_link.h).</summary>
public record IpvlanLink : Link
{
    private const int IFLA_IPVLAN_MODE = 1;
    private const int IFLA_IPVLAN_FLAGS = 2;

    /// <summary>Describes an ipvlan; <see cref="Link.Lower"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public IpvlanLink(string name = "") : this("ipvlan", name)
    {
    }

    private protected IpvlanLink(string kind, string name) : base(name) => Kind = kind;

    internal IpvlanLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_IPVLAN_MODE:
                    Mode = (IpvlanMode)attribute.Read<ushort>();
                    break;
                case IFLA_IPVLAN_FLAGS:
                    Isolation = (IpvlanIsolation)attribute.Read<ushort>();
                    break;
            }
        }
    }

    /// <summary>The layer that it works at; L3 unless told otherwise. One for all ipvlans of a device (IFLA_IPVLAN_MODE).</summary>
    public IpvlanMode? Mode { get; init; }

    /// <summary>How it sees its siblings (IFLA_IPVLAN_FLAGS). One for all ipvlans of a device.</summary>
    public IpvlanIsolation? Isolation { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_IPVLAN_MODE, (ushort?)Mode, nameof(Mode));
        request.Attribute(IFLA_IPVLAN_FLAGS, (ushort?)Isolation, nameof(Isolation));
    }
}
