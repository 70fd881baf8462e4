namespace LinuxNetns.Netlink;

/// <summary>
/// A device whose packets a program reads and writes (kind <c>tun</c>, linux/if_tun.h, IFLA_TUN_* of linux/if_link.h). Made by <c>/dev/net/tun</c>, not by netlink:
/// it can be read, changed in what every link has, and deleted.
/// </summary>
public sealed record TunLink : Link
{
    private const int IFLA_TUN_OWNER = 1;
    private const int IFLA_TUN_GROUP = 2;
    private const int IFLA_TUN_TYPE = 3;
    private const int IFLA_TUN_PI = 4;
    private const int IFLA_TUN_VNET_HDR = 5;
    private const int IFLA_TUN_PERSIST = 6;
    private const int IFLA_TUN_MULTI_QUEUE = 7;
    private const int IFLA_TUN_NUM_QUEUES = 8;
    private const int IFLA_TUN_NUM_DISABLED_QUEUES = 9;

    internal TunLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_TUN_OWNER:
                    OwnerUserId = attribute.Read<uint>();
                    break;
                case IFLA_TUN_GROUP:
                    OwnerGroupId = attribute.Read<uint>();
                    break;
                case IFLA_TUN_TYPE:
                    Mode = (TunMode)attribute.Read<byte>();
                    break;
                case IFLA_TUN_PI:
                    HasPacketInformation = attribute.ReadBool();
                    break;
                case IFLA_TUN_VNET_HDR:
                    HasVirtioHeader = attribute.ReadBool();
                    break;
                case IFLA_TUN_PERSIST:
                    IsPersistent = attribute.ReadBool();
                    break;
                case IFLA_TUN_MULTI_QUEUE:
                    IsMultiQueue = attribute.ReadBool();
                    break;
                case IFLA_TUN_NUM_QUEUES:
                    Queues = attribute.Read<uint>();
                    break;
                case IFLA_TUN_NUM_DISABLED_QUEUES:
                    DisabledQueues = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>IP packets or Ethernet frames (IFLA_TUN_TYPE); null before Linux 4.19, as all of these.</summary>
    public TunMode? Mode { get; }

    /// <summary>The user who may open it without CAP_NET_ADMIN (IFLA_TUN_OWNER); null: nobody.</summary>
    public uint? OwnerUserId { get; }

    /// <summary>The group whose members may open it without CAP_NET_ADMIN (IFLA_TUN_GROUP); null: nobody.</summary>
    public uint? OwnerGroupId { get; }

    /// <summary>Every packet has four bytes with its protocol before it (IFLA_TUN_PI).</summary>
    public bool? HasPacketInformation { get; }

    /// <summary>Every packet has a struct virtio_net_hdr before it (IFLA_TUN_VNET_HDR).</summary>
    public bool? HasVirtioHeader { get; }

    /// <summary>It stays when no program has it open (IFLA_TUN_PERSIST).</summary>
    public bool? IsPersistent { get; }

    /// <summary>Several descriptors may share it (IFLA_TUN_MULTI_QUEUE).</summary>
    public bool? IsMultiQueue { get; }

    /// <summary>With several queues: how many descriptors serve it (IFLA_TUN_NUM_QUEUES).</summary>
    public uint? Queues { get; }

    /// <summary>With several queues: how many descriptors have put themselves aside (IFLA_TUN_NUM_DISABLED_QUEUES).</summary>
    public uint? DisabledQueues { get; }

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb == Verb.Add)
        {
            throw new NotSupportedException("A tun or tap device is made by /dev/net/tun, not by netlink.");
        }

        base.Write(ref request, verb, links);
    }
}
