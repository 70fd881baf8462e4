using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>Two devices that send everything twice (IEC 62439-3; kind <c>hsr</c>, man 8 ip-link, IFLA_HSR_* of linux/if_link.h).</summary>
public sealed record HsrLink : Link
{
    private const int IFLA_HSR_SLAVE1 = 1;
    private const int IFLA_HSR_SLAVE2 = 2;
    private const int IFLA_HSR_MULTICAST_SPEC = 3;
    private const int IFLA_HSR_SUPERVISION_ADDR = 4;
    private const int IFLA_HSR_SEQ_NR = 5;
    private const int IFLA_HSR_VERSION = 6;
    private const int IFLA_HSR_PROTOCOL = 7;
    private const int IFLA_HSR_INTERLINK = 8;

    /// <summary>Describes one.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public HsrLink(string name = "") : base(name) => Kind = "hsr";

    internal HsrLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_HSR_SLAVE1:
                    Slave1 = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_HSR_SLAVE2:
                    Slave2 = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_HSR_INTERLINK:
                    Interlink = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_HSR_MULTICAST_SPEC:
                    Supervision = attribute.Read<byte>();
                    break;
                case IFLA_HSR_SUPERVISION_ADDR:
                    SupervisionAddress = attribute.ReadPhysicalAddress();
                    Supervision = attribute.Value.IsEmpty ? null : attribute.Value[^1];
                    break;
                case IFLA_HSR_SEQ_NR:
                    SequenceNumber = attribute.Read<ushort>();
                    break;
                case IFLA_HSR_VERSION:
                    Version = attribute.Read<byte>();
                    break;
                case IFLA_HSR_PROTOCOL:
                    Protocol = (HsrProtocol)attribute.Read<byte>();
                    break;
            }
        }
    }

    /// <summary>The first device; must be given to make it (IFLA_HSR_SLAVE1).</summary>
    public LinkReference? Slave1 { get; init; }

    /// <summary>The second device; must be given to make it (IFLA_HSR_SLAVE2).</summary>
    public LinkReference? Slave2 { get; init; }

    /// <summary>The device to a network outside the ring (IFLA_HSR_INTERLINK). Linux 6.10.</summary>
    public LinkReference? Interlink { get; init; }

    /// <summary>Last byte of the address of supervision frames (IFLA_HSR_MULTICAST_SPEC).</summary>
    public byte? Supervision { get; init; }

    /// <summary>Where supervision frames go (IFLA_HSR_SUPERVISION_ADDR).</summary>
    public PhysicalAddress? SupervisionAddress { get; internal init; }

    /// <summary>Number of the last frame (IFLA_HSR_SEQ_NR).</summary>
    public ushort? SequenceNumber { get; internal init; }

    /// <summary>Version of HSR, 0 or 1 (IFLA_HSR_VERSION). Never read back.</summary>
    public byte? Version { get; init; }

    /// <summary>Which of the two protocols (IFLA_HSR_PROTOCOL).</summary>
    public HsrProtocol? Protocol { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_HSR_SLAVE1, links.IndexOf(Slave1), nameof(Slave1));
        request.Attribute(IFLA_HSR_SLAVE2, links.IndexOf(Slave2), nameof(Slave2));
        request.Attribute(IFLA_HSR_INTERLINK, links.IndexOf(Interlink), nameof(Interlink));
        request.Attribute(IFLA_HSR_MULTICAST_SPEC, Supervision);
        request.Attribute(IFLA_HSR_VERSION, Version);
        request.Attribute(IFLA_HSR_PROTOCOL, (byte?)Protocol, nameof(Protocol));
    }
}
