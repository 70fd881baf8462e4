using System.Net;
using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>That a multicast group goes to a port of a bridge (RTM_NEWMDB, MDBA_* of linux/if_bridge.h, man 8 bridge).</summary>
public sealed record MulticastGroupEntry : NetlinkObject
{
    private const int MDBA_MDB_EATTR_TIMER = 1;
    private const int MDBA_MDB_EATTR_SRC_LIST = 2;
    private const int MDBA_MDB_EATTR_GROUP_MODE = 3;
    private const int MDBA_MDB_EATTR_SOURCE = 4;
    private const int MDBA_MDB_EATTR_RTPROT = 5;
    private const int MDBA_MDB_SRCLIST_ENTRY = 1;
    private const int MDBA_MDB_SRCATTR_ADDRESS = 1;
    private const int MDBA_SET_ENTRY = 1;
    private const int MDBA_SET_ENTRY_ATTRS = 2;
    private const int MDBE_ATTR_SOURCE = 1;
    private const int MDBE_ATTR_SRC_LIST = 2;
    private const int MDBE_ATTR_GROUP_MODE = 3;
    private const int MDBE_ATTR_RTPROT = 4;
    private const int MDBE_SRC_LIST_ENTRY = 1;
    private const int MDBE_SRCATTR_ADDRESS = 1;
    internal const byte MDB_PERMANENT = 1;

    private const int HardwareAddressLength = 6;

    private readonly EquatableList<IPAddress>? _sources;

    /// <summary>Describes an entry for an IP group.</summary>
    /// <param name="bridge">The bridge.</param>
    /// <param name="port">The port; the bridge itself for the host.</param>
    /// <param name="group">An IPv4 or IPv6 multicast address.</param>
    /// <exception cref="ArgumentException">A device is not named.</exception>
    public MulticastGroupEntry(LinkReference bridge, LinkReference port, IPAddress group)
        : this(bridge, port)
    {
        ArgumentNullException.ThrowIfNull(group);
        Group = group;
    }

    /// <summary>Describes an entry for a hardware address (Linux 5.10), which must be permanent.</summary>
    /// <param name="bridge">The bridge.</param>
    /// <param name="port">The port; the bridge itself for the host.</param>
    /// <param name="group">A multicast address of six bytes.</param>
    /// <exception cref="ArgumentException">A device is not named, or the address has not six bytes.</exception>
    public MulticastGroupEntry(LinkReference bridge, LinkReference port, PhysicalAddress group)
        : this(bridge, port)
    {
        ArgumentNullException.ThrowIfNull(group);
        HardwareGroup = group.GetAddressBytes().Length == HardwareAddressLength ? group : throw new ArgumentException($"The hardware address {group} has not six bytes.", nameof(group));
    }

    private MulticastGroupEntry(LinkReference bridge, LinkReference port)
    {
        Bridge = bridge == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(bridge)) : bridge;
        Port = port == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(port)) : port;
    }

    internal MulticastGroupEntry(in MulticastGroupRow row)
    {
        Bridge = LinkReference.Reported(row.BridgeIndex) ?? LinkReference.None;
        Port = LinkReference.Reported(row.PortIndex) ?? LinkReference.None;
        IsPermanent = row.IsPermanent;
        Flags = row.Flags;
        VlanId = row.VlanId;
        Group = row.Group.Length is 4 or 16 ? new IPAddress(row.Group) : null;
        HardwareGroup = row.Group.Length == HardwareAddressLength ? new PhysicalAddress(row.Group.ToArray()) : null;
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case MDBA_MDB_EATTR_TIMER:
                    Timer = KernelTime.FromCentiseconds(attribute.Read<uint>());
                    break;
                case MDBA_MDB_EATTR_SRC_LIST:
                    _sources = ReadSources(attribute.Nested);
                    break;
                case MDBA_MDB_EATTR_GROUP_MODE:
                    FilterMode = (MulticastFilterMode)attribute.Read<byte>();
                    break;
                case MDBA_MDB_EATTR_SOURCE:
                    Source = attribute.ReadAddress();
                    break;
                case MDBA_MDB_EATTR_RTPROT:
                    Protocol = attribute.Read<byte>();
                    break;
            }
        }
    }

    /// <summary>The bridge.</summary>
    public LinkReference Bridge { get; }

    /// <summary>The port; the bridge itself for the host.</summary>
    public LinkReference Port { get; }

    /// <summary>The IP group; null for a hardware address.</summary>
    public IPAddress? Group { get; }

    /// <summary>The hardware address; null for an IP group.</summary>
    public PhysicalAddress? HardwareGroup { get; }

    /// <summary>It stays until it is deleted (MDB_PERMANENT).</summary>
    public bool IsPermanent { get; init; }

    /// <summary>Flags (MDB_FLAGS_*).</summary>
    public MulticastGroupFlags Flags { get; internal init; }

    /// <summary>The VLAN, 1 to 4094; null: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public ushort? VlanId
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, BridgeVlan.MaxId, nameof(VlanId));
            field = value;
        }
    }

    /// <summary>From this source only (MDBE_ATTR_SOURCE, Linux 5.9).</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The sources that <see cref="FilterMode"/> is about (MDBE_ATTR_SRC_LIST; to write, Linux 6.2).</summary>
    public IReadOnlyList<IPAddress>? Sources
    {
        get => _sources;
        init => _sources = EquatableList<IPAddress>.Of(value);
    }

    /// <summary>What <see cref="Sources"/> means (MDBE_ATTR_GROUP_MODE; to write, Linux 6.2).</summary>
    public MulticastFilterMode? FilterMode { get; init; }

    /// <summary>Who made it, as a routing protocol's number (MDBE_ATTR_RTPROT; to write, Linux 6.2).</summary>
    public byte? Protocol { get; init; }

    /// <summary>Time until it ends; zero for a permanent one (MDBA_MDB_EATTR_TIMER).</summary>
    public TimeSpan? Timer { get; internal init; }

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        var header = new MulticastGroupHeader { Family = AddressFamilyExtensions.AF_BRIDGE, Index = links.IndexOf(Bridge) };
        var entry = new MulticastGroupMessage { Index = links.IndexOf(Port), State = IsPermanent ? MDB_PERMANENT : (byte)0, VlanId = VlanId ?? 0 };
        entry.Set(Group, HardwareGroup);
        request.Begin(verb == Verb.Delete ? MessageType.DeleteMdb : MessageType.NewMdb, verb.Flags(), header);
        request.Attribute(MDBA_SET_ENTRY, entry, nameof(Group));
        int more = request.BeginNested(MDBA_SET_ENTRY_ATTRS);
        request.Attribute(MDBE_ATTR_SOURCE, Source);
        if (verb != Verb.Delete)
        {
            if (Sources is { Count: > 0 } sources)
            {
                int list = request.BeginNested(MDBE_ATTR_SRC_LIST, nameof(Sources));
                foreach (IPAddress source in sources)
                {
                    int nest = request.BeginNested(MDBE_SRC_LIST_ENTRY, nameof(Sources));
                    request.Attribute(MDBE_SRCATTR_ADDRESS, source, nameof(Sources));
                    request.EndNested(nest);
                }

                request.EndNested(list);
            }

            request.Attribute(MDBE_ATTR_GROUP_MODE, (byte?)FilterMode, nameof(FilterMode));
            request.Attribute(MDBE_ATTR_RTPROT, Protocol);
        }

        request.EndNestedUnlessEmpty(more);
        request.End();
    }

    internal override string Describe() => $"multicast group {Group ?? (object?)HardwareGroup} on \"{Port}\"";

    private static EquatableList<IPAddress>? ReadSources(AttributeReader list)
    {
        var sources = new List<IPAddress>();
        while (list.TryRead(out NetlinkAttribute entry))
        {
            if (entry.Type == MDBA_MDB_SRCLIST_ENTRY)
            {
                sources.Add(entry.Nested.Find(MDBA_MDB_SRCATTR_ADDRESS).ReadAddress());
            }
        }

        return EquatableList<IPAddress>.Of(sources);
    }
}
