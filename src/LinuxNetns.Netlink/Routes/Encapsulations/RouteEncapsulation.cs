namespace LinuxNetns.Netlink;

/// <summary>
/// What packets are wrapped in on their way (lightweight tunnels: RTA_ENCAP_TYPE and RTA_ENCAP, LWTUNNEL_ENCAP_* of linux/lwtunnel.h, <c>encap …</c> of ip-route(8)).
/// </summary>
public abstract record RouteEncapsulation
{
    internal const ushort LWTUNNEL_ENCAP_MPLS = 1;
    internal const ushort LWTUNNEL_ENCAP_IP = 2;
    internal const ushort LWTUNNEL_ENCAP_IP6 = 4;
    internal const ushort LWTUNNEL_ENCAP_SEG6 = 5;
    internal const ushort LWTUNNEL_ENCAP_SEG6_LOCAL = 7;

    private protected RouteEncapsulation()
    {
    }

    /// <summary>LWTUNNEL_ENCAP_*.</summary>
    private protected abstract ushort TypeNumber { get; }

    /// <summary>One that is told by type and data; null where the type is 0.</summary>
    internal static RouteEncapsulation? Read(int type, ReadOnlySpan<byte> data) => type switch
    {
        0 => null,
        LWTUNNEL_ENCAP_MPLS => new MplsEncapsulation(new AttributeReader(data)),
        LWTUNNEL_ENCAP_IP or LWTUNNEL_ENCAP_IP6 => new IPEncapsulation(type == LWTUNNEL_ENCAP_IP6, new AttributeReader(data)),
        LWTUNNEL_ENCAP_SEG6 when Seg6Encapsulation.TryRead(data) is Seg6Encapsulation seg6 => seg6,
        LWTUNNEL_ENCAP_SEG6_LOCAL when Seg6LocalEncapsulation.TryRead(data) is Seg6LocalEncapsulation local => local,
        _ => new OtherEncapsulation((ushort)type, data.ToArray()),
    };

    /// <summary>Writes type and data.</summary>
    internal void Write(ref NetlinkWriter request, int typeAttribute, int dataAttribute, LinkResolver links)
    {
        request.Attribute(typeAttribute, TypeNumber, "Encapsulation");
        int start = request.BeginNested(dataAttribute, "Encapsulation");
        WriteData(ref request, links);
        request.EndNested(start);
    }

    private protected abstract void WriteData(ref NetlinkWriter request, LinkResolver links);
}
