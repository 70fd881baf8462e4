using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A neighbour: the hardware address behind an IP address on a device, or an address that this machine answers for (a proxy). Read, a snapshot of what
/// RTM_GETNEIGH reports; written, what to add or to change, with the defaults of <c>ip neighbor</c>. linux/neighbour.h, ip-neighbour(8), arp(7).
/// </summary>
public sealed record Neighbor : NetlinkObject
{
    /// <summary>What an administrator may say; the rest is the kernel's, or of a forwarding database.</summary>
    private const NeighborFlags Settable =
        NeighborFlags.Use | NeighborFlags.Proxy | NeighborFlags.ExternallyLearned | NeighborFlags.Router | NeighborFlags.Managed;

    /// <summary>Describes a neighbour.</summary>
    /// <param name="device">The device.</param>
    /// <param name="address">Its IP address.</param>
    /// <param name="linkLayerAddress">Its hardware address.</param>
    public Neighbor(LinkReference device, IPAddress address, PhysicalAddress? linkLayerAddress = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        Device = device;
        Address = address;
        LinkLayerAddress = linkLayerAddress;
    }

    internal Neighbor(in NeighborRow row)
    {
        Device = LinkReference.Reported(row.DeviceIndex) ?? LinkReference.None;
        Address = new IPAddress(row.Address);
        LinkLayerAddress = row.LinkLayerAddress.IsEmpty ? null : new PhysicalAddress(row.LinkLayerAddress.ToArray());
        State = row.State;
        Flags = row.Flags;
        Protocol = row.Protocol;
        Statistics = row.Statistics;
    }

    /// <summary>The device; read, by its index.</summary>
    public LinkReference Device { get; init; }

    /// <summary>Its IP address (NDA_DST).</summary>
    public IPAddress Address { get; init; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Address.AddressFamily;

    /// <summary>Its hardware address (NDA_LLADDR, <c>lladdr</c>); of a tunnel four or sixteen bytes. Null where it is not known.</summary>
    public PhysicalAddress? LinkLayerAddress { get; init; }

    /// <summary>What is known of it (<c>nud</c>); unless told otherwise permanent, and nothing for one that is <see cref="IsManaged"/>.</summary>
    public NeighborStates? State { get; init; }

    /// <summary>Flags; those that the kernel sets are not sent.</summary>
    public NeighborFlags Flags { get; init; }

    /// <summary>This machine answers for it.</summary>
    public bool IsProxy
    {
        get => (Flags & NeighborFlags.Proxy) != 0;
        init => Flags = With(NeighborFlags.Proxy, value);
    }

    /// <summary>It is a router (IPv6).</summary>
    public bool IsRouter
    {
        get => (Flags & NeighborFlags.Router) != 0;
        init => Flags = With(NeighborFlags.Router, value);
    }

    /// <summary>A control plane learned it, and the kernel leaves it alone (<c>extern_learn</c>).</summary>
    public bool IsExternallyLearned
    {
        get => (Flags & NeighborFlags.ExternallyLearned) != 0;
        init => Flags = With(NeighborFlags.ExternallyLearned, value);
    }

    /// <summary>The kernel keeps it resolved by itself; Linux 5.16.</summary>
    public bool IsManaged
    {
        get => (Flags & NeighborFlags.Managed) != 0;
        init => Flags = With(NeighborFlags.Managed, value);
    }

    /// <summary>Who made it (NDA_PROTOCOL).</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>How it is used; of a proxy null.</summary>
    public NeighborStatistics? Statistics { get; internal init; }

    /// <summary>The address and the device: <c>10.1.1.2 dev veth0</c>.</summary>
    public override string ToString() => $"{Address} dev {Device}";

    internal override string Describe() => $"{(IsProxy ? "proxy" : "neighbor")} {this}";

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb is Verb.Append or Verb.Prepend)
        {
            throw new NotSupportedException("A neighbor cannot be appended: there is one for an address.");
        }

        if (Device == LinkReference.None)
        {
            throw Invalid.Property(nameof(Device), "A neighbor needs a device.");
        }

        bool delete = verb == Verb.Delete;
        NeighborFlags flags = Flags & Settable;
        request.Begin(
            delete ? MessageType.DeleteNeighbor : MessageType.NewNeighbor,
            verb.Flags(),
            new NeighborMessage
            {
                Family = Family.ToKernel(),
                Index = links.IndexOf(Device),
                State = State ?? (IsManaged || delete ? NeighborStates.None : NeighborStates.Permanent),
                Flags = (byte)flags,
            });
        request.Attribute(NeighborAttribute.NDA_DST, Address);
        if (!delete)
        {
            request.Attribute(NeighborAttribute.NDA_LLADDR, LinkLayerAddress);
            request.Attribute(NeighborAttribute.NDA_PROTOCOL, Protocol?.Value, nameof(Protocol));
            request.Attribute(NeighborAttribute.NDA_FLAGS_EXT, IsManaged ? (uint)flags >> 8 : default(uint?), nameof(Flags));
        }

        request.End();
    }

    private NeighborFlags With(NeighborFlags flag, bool on) => on ? Flags | flag : Flags & ~flag;
}
