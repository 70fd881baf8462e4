using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>A tunnel with a GRE header (RFC 2784, RFC 2890): keys, checksums, sequence numbers.</summary>
public abstract record GreTunnelLink : IpTunnelLink
{
    private readonly bool? _ignoreDontFragment;

    private protected GreTunnelLink(string kind, string name) : base(kind, name)
    {
    }

    private protected GreTunnelLink(in LinkRow row) : base(row)
    {
        ushort input = 0;
        ushort output = 0;
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case GreAttribute.IFLA_GRE_IFLAGS:
                    input = attribute.ReadBigEndian16();
                    break;
                case GreAttribute.IFLA_GRE_OFLAGS:
                    output = attribute.ReadBigEndian16();
                    break;
                case GreAttribute.IFLA_GRE_IKEY:
                    InputKey = attribute.ReadBigEndian32();
                    break;
                case GreAttribute.IFLA_GRE_OKEY:
                    OutputKey = attribute.ReadBigEndian32();
                    break;
                case GreAttribute.IFLA_GRE_IGNORE_DF:
                    _ignoreDontFragment = attribute.ReadBool();
                    break;
            }
        }

        // Without the flag there is no key, whatever number is reported.
        InputKey = (input & GreAttribute.KeyFlag) != 0 ? InputKey : null;
        OutputKey = (output & GreAttribute.KeyFlag) != 0 ? OutputKey : null;
        InputChecksum = (input & GreAttribute.ChecksumFlag) != 0;
        OutputChecksum = (output & GreAttribute.ChecksumFlag) != 0;
        InputSequence = (input & GreAttribute.SequenceFlag) != 0;
        OutputSequence = (output & GreAttribute.SequenceFlag) != 0;
    }

    /// <summary>The key that packets must come with (<c>ikey</c>); null: without.</summary>
    public uint? InputKey { get; init; }

    /// <summary>The key that packets are sent with (<c>okey</c>); null: without.</summary>
    public uint? OutputKey { get; init; }

    /// <summary>Packets must come with a checksum (<c>icsum</c>).</summary>
    public bool InputChecksum { get; init; }

    /// <summary>Packets are sent with a checksum (<c>ocsum</c>).</summary>
    public bool OutputChecksum { get; init; }

    /// <summary>Packets must come in order, with numbers (<c>iseq</c>).</summary>
    public bool InputSequence { get; init; }

    /// <summary>Packets are sent with numbers (<c>oseq</c>).</summary>
    public bool OutputSequence { get; init; }

    /// <summary>Over IPv4: packets are fragmented also where those inside forbid it (<c>ignore-df</c>); not together with <see cref="IpTunnelLink.PathMtuDiscovery"/>.</summary>
    /// <exception cref="ArgumentException">The tunnel runs over IPv6.</exception>
    public bool? IgnoreDontFragment
    {
        get => _ignoreDontFragment;
        init => _ignoreDontFragment = value is null || Family == AddressFamily.InterNetwork
            ? value
            : throw new ArgumentException($"A tunnel of kind {Kind} has no {nameof(IgnoreDontFragment)}.", nameof(IgnoreDontFragment));
    }

    private protected override TunnelAttributes Numbers => GreAttribute.Numbers;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        WriteFlags(ref request, GreAttribute.IFLA_GRE_IFLAGS, InputKey, InputChecksum, InputSequence, nameof(InputKey));
        WriteFlags(ref request, GreAttribute.IFLA_GRE_OFLAGS, OutputKey, OutputChecksum, OutputSequence, nameof(OutputKey));
        request.BigEndian(GreAttribute.IFLA_GRE_IKEY, InputKey);
        request.BigEndian(GreAttribute.IFLA_GRE_OKEY, OutputKey);
        request.Attribute(GreAttribute.IFLA_GRE_IGNORE_DF, IgnoreDontFragment);
    }

    private static void WriteFlags(ref NetlinkWriter request, int type, uint? key, bool checksum, bool sequence, string name)
    {
        int flags = (key is null ? 0 : GreAttribute.KeyFlag) | (checksum ? GreAttribute.ChecksumFlag : 0) | (sequence ? GreAttribute.SequenceFlag : 0);
        request.BigEndian(type, flags == 0 ? default(ushort?) : (ushort)flags, name);
    }
}
