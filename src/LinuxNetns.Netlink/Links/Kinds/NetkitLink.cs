namespace LinuxNetns.Netlink;

/// <summary>One end of a pair whose packets BPF programs forward (kind <c>netkit</c>, Linux 6.7, man 8 ip-link, IFLA_NETKIT_* of linux/if_link.h).</summary>
public sealed record NetkitLink : PairLink
{
    private const int IFLA_NETKIT_PEER_INFO = 1;
    private const int IFLA_NETKIT_PRIMARY = 2;
    private const int IFLA_NETKIT_POLICY = 3;
    private const int IFLA_NETKIT_PEER_POLICY = 4;
    private const int IFLA_NETKIT_MODE = 5;
    private const int IFLA_NETKIT_SCRUB = 6;
    private const int IFLA_NETKIT_PEER_SCRUB = 7;
    private const int IFLA_NETKIT_HEADROOM = 8;
    private const int IFLA_NETKIT_TAILROOM = 9;

    /// <summary>Describes a pair by the name of this end.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public NetkitLink(string name = "") : base(name) => Kind = "netkit";

    internal NetkitLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_NETKIT_PRIMARY:
                    IsPrimary = attribute.ReadBool();
                    break;
                case IFLA_NETKIT_POLICY:
                    Policy = (NetkitPolicy)attribute.Read<uint>();
                    break;
                case IFLA_NETKIT_PEER_POLICY:
                    PeerPolicy = (NetkitPolicy)attribute.Read<uint>();
                    break;
                case IFLA_NETKIT_MODE:
                    Mode = (NetkitMode)attribute.Read<uint>();
                    break;
                case IFLA_NETKIT_SCRUB:
                    Scrub = (NetkitScrub)attribute.Read<uint>();
                    break;
                case IFLA_NETKIT_PEER_SCRUB:
                    PeerScrub = (NetkitScrub)attribute.Read<uint>();
                    break;
                case IFLA_NETKIT_HEADROOM:
                    Headroom = attribute.Read<ushort>();
                    break;
                case IFLA_NETKIT_TAILROOM:
                    Tailroom = attribute.Read<ushort>();
                    break;
            }
        }
    }

    /// <summary>This end was made first, and manages the programs of both (IFLA_NETKIT_PRIMARY).</summary>
    public bool? IsPrimary { get; internal init; }

    /// <summary>What this end does without a program (IFLA_NETKIT_POLICY).</summary>
    public NetkitPolicy? Policy { get; init; }

    /// <summary>What the other end does without a program (IFLA_NETKIT_PEER_POLICY).</summary>
    public NetkitPolicy? PeerPolicy { get; init; }

    /// <summary>The layer that it works at; L3 unless told otherwise (IFLA_NETKIT_MODE).</summary>
    public NetkitMode? Mode { get; init; }

    /// <summary>What this end takes off packets (IFLA_NETKIT_SCRUB). Linux 6.13.</summary>
    public NetkitScrub? Scrub { get; init; }

    /// <summary>What the other end takes off packets (IFLA_NETKIT_PEER_SCRUB). Linux 6.13.</summary>
    public NetkitScrub? PeerScrub { get; init; }

    /// <summary>Bytes that are kept free before packets (IFLA_NETKIT_HEADROOM). Linux 6.14.</summary>
    public ushort? Headroom { get; init; }

    /// <summary>Bytes that are kept free behind packets (IFLA_NETKIT_TAILROOM). Linux 6.14.</summary>
    public ushort? Tailroom { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_NETKIT_POLICY, (uint?)Policy, nameof(Policy));
        request.Attribute(IFLA_NETKIT_PEER_POLICY, (uint?)PeerPolicy, nameof(PeerPolicy));
        request.Attribute(IFLA_NETKIT_MODE, (uint?)Mode, nameof(Mode));
        request.Attribute(IFLA_NETKIT_SCRUB, (uint?)Scrub, nameof(Scrub));
        request.Attribute(IFLA_NETKIT_PEER_SCRUB, (uint?)PeerScrub, nameof(PeerScrub));
        request.Attribute(IFLA_NETKIT_HEADROOM, Headroom);
        request.Attribute(IFLA_NETKIT_TAILROOM, Tailroom);
        WritePeer(ref request, IFLA_NETKIT_PEER_INFO, links);
    }
}
