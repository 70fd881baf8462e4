namespace LinuxNetns.Netlink;

/// <summary>The UDP that a tunnel's packets travel in (<c>encap</c> in ip-link(8), TUNNEL_ENCAP_* of linux/if_tunnel.h; ip-fou(8) for the other end).</summary>
public sealed record TunnelEncapsulation
{
    /// <summary>Describes it.</summary>
    /// <param name="type">How the packets go into UDP.</param>
    /// <param name="destinationPort">The port that the other end listens on.</param>
    public TunnelEncapsulation(TunnelEncapsulationType type, int destinationPort)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(destinationPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destinationPort, ushort.MaxValue);
        Type = type;
        DestinationPort = (ushort)destinationPort;
    }

    /// <summary>How the packets go into UDP.</summary>
    public TunnelEncapsulationType Type { get; }

    /// <summary>The port that the other end listens on.</summary>
    public ushort DestinationPort { get; }

    /// <summary>The port that the packets come from; 0: one for each flow.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Which checksums there are.</summary>
    public TunnelEncapsulationOptions Options { get; init; }

    internal static TunnelEncapsulation? Read(AttributeReader data, TunnelAttributes numbers)
    {
        TunnelEncapsulationType type = default;
        TunnelEncapsulationOptions flags = default;
        ushort source = 0;
        ushort destination = 0;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == numbers.EncapsulationType)
            {
                type = (TunnelEncapsulationType)attribute.Read<ushort>();
            }
            else if (attribute.Type == numbers.EncapsulationFlags)
            {
                flags = (TunnelEncapsulationOptions)attribute.Read<ushort>();
            }
            else if (attribute.Type == numbers.EncapsulationSourcePort)
            {
                source = attribute.ReadBigEndian16();
            }
            else if (attribute.Type == numbers.EncapsulationDestinationPort)
            {
                destination = attribute.ReadBigEndian16();
            }
        }

        return type == TunnelEncapsulationType.None ? null : new TunnelEncapsulation(type, destination) { SourcePort = source, Options = flags };
    }

    internal void Write(ref NetlinkWriter request, TunnelAttributes numbers)
    {
        request.Attribute(numbers.EncapsulationType, (ushort)Type, nameof(Type));
        request.Attribute(numbers.EncapsulationFlags, (ushort)Options, nameof(Options));
        request.BigEndian(numbers.EncapsulationSourcePort, SourcePort);
        request.BigEndian(numbers.EncapsulationDestinationPort, DestinationPort);
    }
}
