using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What a tun or tap device shall be like (linux/if_tun.h, <c>ip tuntap add</c>).</summary>
public sealed record TunOptions
{
    /// <summary>Its name, at most 15 bytes, in which <c>%d</c> stands for the lowest number that is free; null: <c>tun%d</c> or <c>tap%d</c>.</summary>
    public string? Name { get; init; }

    /// <summary>IP packets, which is the default, or Ethernet frames.</summary>
    public TunMode Mode { get; init; } = TunMode.Tun;

    /// <summary>Every packet has four bytes before it, struct tun_pi: flags, and the Ethernet protocol in network byte order (<c>pi</c>).</summary>
    public bool PacketInformation { get; init; }

    /// <summary>Every packet has a struct virtio_net_hdr before it (<c>vnet_hdr</c>).</summary>
    public bool VirtioHeader { get; init; }

    /// <summary>Several descriptors may share the device, each with a queue of its own: open more with <see cref="NetworkNamespace.OpenTunDevice"/>.</summary>
    public bool MultiQueue { get; init; }

    /// <summary>The device stays when nobody has it open, until it is deleted as a link or made transient again.</summary>
    public bool Persistent { get; init; }

    /// <summary>The user who may open it later without CAP_NET_ADMIN (<c>user</c>); null: nobody.</summary>
    public uint? OwnerUserId { get; init; }

    /// <summary>The group whose members may open it later without CAP_NET_ADMIN (<c>group</c>); null: nobody.</summary>
    public uint? OwnerGroupId { get; init; }
}
