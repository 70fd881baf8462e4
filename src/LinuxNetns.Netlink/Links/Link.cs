using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>A network device as RTM_GETLINK reports it: a snapshot, rtnetlink(7). Indexes are unique within a network namespace only.</summary>
public sealed record Link
{
    /// <summary>Interface index, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>Name (IFLA_IFNAME), at most 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>Flags (IFF_*).</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>An administrator has set it up (IFF_UP). Whether it carries packets says <see cref="OperationalState"/>.</summary>
    public bool IsUp => (Flags & LinkFlags.Up) != 0;

    /// <summary>The state of RFC 2863 (IFLA_OPERSTATE).</summary>
    public OperationalState OperationalState { get; init; }

    /// <summary>Maximum transmission unit in bytes (IFLA_MTU).</summary>
    public long Mtu { get; init; }

    /// <summary>Hardware type, ARPHRD_* of linux/if_arp.h: 1 is Ethernet, 772 loopback.</summary>
    public int HardwareType { get; init; }

    /// <summary>Hardware address (IFLA_ADDRESS), or null where the device has none.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>What made the device (IFLA_INFO_KIND): <c>veth</c>, <c>bridge</c>, …; null for hardware and loopback.</summary>
    public string? Kind { get; init; }

    /// <summary>Index of the bridge, bond or VRF that it is a port of (IFLA_MASTER), in the same network namespace; or null.</summary>
    public int? MasterIndex { get; init; }

    /// <summary>
    /// Index of the device below, or of a veth's peer (IFLA_LINK); or null. It counts in the network namespace that
    /// <see cref="LowerNetnsId"/> names; in this one only when that is null.
    /// </summary>
    public int? LowerIndex { get; init; }

    /// <summary>Netns id, as this network namespace counts them, of where <see cref="LowerIndex"/> lives (IFLA_LINK_NETNSID); null: here.</summary>
    public int? LowerNetnsId { get; init; }

    /// <summary>The device can never leave its network namespace (IFLA_NETNS_IMMUTABLE); null on a kernel that does not say (before Linux 6.14).</summary>
    public bool? IsNetnsImmutable { get; init; }

    /// <summary>
    /// The device outlives its network namespace: when that dies, the kernel puts it back into the initial one, possibly under another name
    /// (<c>default_device_exit_net</c> in net/core/dev.c). True for hardware; false for all that software made (it has a <see cref="Kind"/>;
    /// CAN hardware has one too, and counts as hardware), for loopback, and for what cannot leave: a wireless device moves with its radio.
    /// </summary>
    public bool IsPhysical => Kind is null or "can" && IsNetnsImmutable != true && HardwareType is not (LinkMessage.Loopback or LinkMessage.MulticastRegister);
}
