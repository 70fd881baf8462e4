namespace LinuxNetns.Netlink;

/// <summary>
/// A tunnel that carries mirrored Ethernet frames (ERSPAN). It must have sequence numbers and keys both ways, of which the lower ten bits are the session:
/// <see cref="GreTunnelLink.InputKey"/>, <see cref="GreTunnelLink.OutputKey"/>, <see cref="GreTunnelLink.InputSequence"/>, <see cref="GreTunnelLink.OutputSequence"/>.
/// </summary>
public abstract record ErspanTunnelLink : GreTunnelLink
{
    private protected ErspanTunnelLink(string kind, string name) : base(kind, name)
    {
    }

    private protected ErspanTunnelLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case GreAttribute.IFLA_GRE_ERSPAN_VER:
                    Version = attribute.Read<byte>();
                    break;
                case GreAttribute.IFLA_GRE_ERSPAN_INDEX:
                    PortIndex = attribute.Read<uint>();
                    break;
                case GreAttribute.IFLA_GRE_ERSPAN_DIR:
                    IsEgress = attribute.ReadBool();
                    break;
                case GreAttribute.IFLA_GRE_ERSPAN_HWID:
                    HardwareId = attribute.Read<ushort>();
                    break;
            }
        }
    }

    /// <summary>0 (type I), 1 (type II, the default) or 2 (type III) (IFLA_GRE_ERSPAN_VER).</summary>
    public byte? Version { get; init; }

    /// <summary>Version 1: the port that is mirrored, 20 bits (IFLA_GRE_ERSPAN_INDEX).</summary>
    public uint? PortIndex { get; init; }

    /// <summary>Version 2: what leaves is mirrored, and not what arrives (IFLA_GRE_ERSPAN_DIR).</summary>
    public bool? IsEgress { get; init; }

    /// <summary>Version 2: the engine that mirrors, 6 bits (IFLA_GRE_ERSPAN_HWID).</summary>
    public ushort? HardwareId { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        request.Attribute(GreAttribute.IFLA_GRE_ERSPAN_VER, Version);
        request.Attribute(GreAttribute.IFLA_GRE_ERSPAN_INDEX, PortIndex);
        request.Attribute(GreAttribute.IFLA_GRE_ERSPAN_DIR, IsEgress);
        request.Attribute(GreAttribute.IFLA_GRE_ERSPAN_HWID, HardwareId);
    }
}
