using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>A device with a hardware address of its own on the device below (kind <c>macvlan</c>, man 8 ip-link, IFLA_MACVLAN_* of linux/if_link.h).</summary>
public record MacvlanLink : Link
{
    private const int IFLA_MACVLAN_MODE = 1;
    private const int MACVLAN_FLAG_NOPROMISC = 1;
    private const int IFLA_MACVLAN_FLAGS = 2;
    private const int MACVLAN_FLAG_NODST = 2;
    private const int IFLA_MACVLAN_MACADDR_MODE = 3;
    private const int MACVLAN_MACADDR_SET = 3;
    private const int IFLA_MACVLAN_MACADDR = 4;
    private const int IFLA_MACVLAN_MACADDR_DATA = 5;
    private const int IFLA_MACVLAN_MACADDR_COUNT = 6;
    private const int IFLA_MACVLAN_BC_QUEUE_LEN = 7;
    private const int IFLA_MACVLAN_BC_QUEUE_LEN_USED = 8;
    private const int IFLA_MACVLAN_BC_CUTOFF = 9;

    private readonly EquatableList<PhysicalAddress>? _sourceAddresses;

    /// <summary>Describes a macvlan; <see cref="Link.Lower"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public MacvlanLink(string name = "") : this("macvlan", name)
    {
    }

    private protected MacvlanLink(string kind, string name) : base(name) => Kind = kind;

    internal MacvlanLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_MACVLAN_MODE:
                    Mode = (MacvlanMode)attribute.Read<uint>();
                    break;
                case IFLA_MACVLAN_MACADDR_COUNT:
                    SourceAddressCount = attribute.Read<uint>();
                    break;
                case IFLA_MACVLAN_BC_QUEUE_LEN:
                    BroadcastQueueLength = attribute.Read<uint>();
                    break;
                case IFLA_MACVLAN_BC_QUEUE_LEN_USED:
                    BroadcastQueueLengthUsed = attribute.Read<uint>();
                    break;
                case IFLA_MACVLAN_BC_CUTOFF:
                    BroadcastCutoff = attribute.Read<int>();
                    break;
                case IFLA_MACVLAN_FLAGS:
                    ushort flags = attribute.Read<ushort>();
                    NoPromiscuity = (flags & MACVLAN_FLAG_NOPROMISC) != 0;
                    NoDestination = (flags & MACVLAN_FLAG_NODST) != 0;
                    break;
                case IFLA_MACVLAN_MACADDR_DATA:
                    _sourceAddresses = ReadAddresses(attribute.Nested);
                    break;
            }
        }
    }

    /// <summary>How it sees its siblings; VEPA unless told otherwise (IFLA_MACVLAN_MODE).</summary>
    public MacvlanMode? Mode { get; init; }

    /// <summary>How many source addresses it has (IFLA_MACVLAN_MACADDR_COUNT).</summary>
    public uint? SourceAddressCount { get; internal init; }

    /// <summary>Broadcasts that may wait, as it asked for (IFLA_MACVLAN_BC_QUEUE_LEN). Linux 5.11.</summary>
    public uint? BroadcastQueueLength { get; init; }

    /// <summary>Broadcasts that may wait, the most that any sibling asked for (IFLA_MACVLAN_BC_QUEUE_LEN_USED). Linux 5.11.</summary>
    public uint? BroadcastQueueLengthUsed { get; internal init; }

    /// <summary>Receivers of a multicast address from which on it goes through the queue (IFLA_MACVLAN_BC_CUTOFF). Linux 6.4; -1: never.</summary>
    public int? BroadcastCutoff { get; init; }

    /// <summary>Passthru: the device below is not made promiscuous (MACVLAN_FLAG_NOPROMISC).</summary>
    /// <remarks>The kernel takes it and <see cref="NoDestination"/> together: a change of one of them reads the other one first.</remarks>
    public bool? NoPromiscuity { get; init; }

    /// <summary>Source mode: frames that a source address brought to others are not delivered by destination as well (MACVLAN_FLAG_NODST, Linux 5.12).</summary>
    public bool? NoDestination { get; init; }

    /// <summary>Source mode: from whom it receives (IFLA_MACVLAN_MACADDR_DATA). Written, it takes the place of the list that there is.</summary>
    public IReadOnlyList<PhysicalAddress>? SourceAddresses
    {
        get => _sourceAddresses;
        init => _sourceAddresses = EquatableList<PhysicalAddress>.Of(value);
    }

    internal override Link Completed(Func<Link> read)
    {
        if (NoPromiscuity is null == NoDestination is null || read() is not MacvlanLink now)
        {
            return this;
        }

        return this with { NoPromiscuity = NoPromiscuity ?? now.NoPromiscuity, NoDestination = NoDestination ?? now.NoDestination };
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_MACVLAN_MODE, (uint?)Mode, nameof(Mode));
        request.Attribute(IFLA_MACVLAN_BC_QUEUE_LEN, BroadcastQueueLength);
        request.Attribute(IFLA_MACVLAN_BC_CUTOFF, BroadcastCutoff);
        if (NoPromiscuity is not null || NoDestination is not null)
        {
            int flags = (NoPromiscuity == true ? MACVLAN_FLAG_NOPROMISC : 0) | (NoDestination == true ? MACVLAN_FLAG_NODST : 0);
            request.Attribute(IFLA_MACVLAN_FLAGS, (ushort)flags, NoPromiscuity is null ? nameof(NoDestination) : nameof(NoPromiscuity));
        }

        if (SourceAddresses is { Count: > 0 } addresses)
        {
            request.Attribute(IFLA_MACVLAN_MACADDR_MODE, MACVLAN_MACADDR_SET, nameof(SourceAddresses));
            int list = request.BeginNested(IFLA_MACVLAN_MACADDR_DATA, nameof(SourceAddresses));
            foreach (PhysicalAddress address in addresses)
            {
                request.Attribute(IFLA_MACVLAN_MACADDR, address, nameof(SourceAddresses));
            }

            request.EndNested(list);
        }
    }

    private static EquatableList<PhysicalAddress>? ReadAddresses(AttributeReader list)
    {
        var addresses = new List<PhysicalAddress>();
        while (list.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == IFLA_MACVLAN_MACADDR)
            {
                addresses.Add(attribute.ReadPhysicalAddress());
            }
        }

        return EquatableList<PhysicalAddress>.Of(addresses);
    }
}
