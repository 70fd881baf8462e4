using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>Flags of an address: IFA_F_* of linux/if_addr.h, ip-address(8).</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags; \"InterfaceAddress\" alone is the address.")]
public enum InterfaceAddressFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IPv4: not the first of its network on the device. IPv6: a temporary (privacy) address. Set by the kernel.</summary>
    Secondary = 0x1,

    /// <summary>IPv6: no duplicate address detection (<c>nodad</c>): usable at once.</summary>
    NoDad = 0x2,

    /// <summary>IPv6: may be used while duplicate address detection runs (<c>optimistic</c>).</summary>
    Optimistic = 0x4,

    /// <summary>IPv6: another host has it; it is not used. Set by the kernel.</summary>
    DadFailed = 0x8,

    /// <summary>IPv6: the home address of Mobile IPv6 (<c>home</c>).</summary>
    HomeAddress = 0x10,

    /// <summary>Its preferred lifetime is over: not for new connections. Written, it makes that lifetime zero.</summary>
    Deprecated = 0x20,

    /// <summary>IPv6: duplicate address detection runs, or waits for the link; not usable yet. Set by the kernel.</summary>
    Tentative = 0x40,

    /// <summary>It never expires. Set by the kernel; without it, <c>ip</c> says "dynamic".</summary>
    Permanent = 0x80,

    /// <summary>IPv6: make temporary (privacy) addresses from this one (<c>mngtmpaddr</c>).</summary>
    ManageTemporaryAddresses = 0x100,

    /// <summary>No route to the network of the address is made (<c>noprefixroute</c>).</summary>
    NoPrefixRoute = 0x200,

    /// <summary>Join the multicast group that the address is (<c>autojoin</c>).</summary>
    MulticastAutoJoin = 0x400,

    /// <summary>IPv6: made by RFC 7217. Set by the kernel.</summary>
    StablePrivacy = 0x800,
}
