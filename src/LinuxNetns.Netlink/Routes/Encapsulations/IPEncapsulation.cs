using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// The outer header that a tunnel device in collect-metadata mode (<c>external</c>) is to use: <c>encap ip id 7 dst 192.0.2.1</c>, <c>encap ip6 …</c>
/// (LWTUNNEL_IP_* and LWTUNNEL_IP6_* of linux/lwtunnel.h).
/// </summary>
public sealed record IPEncapsulation : RouteEncapsulation
{
    private const int LWTUNNEL_IP_ID = 1;
    private const int LWTUNNEL_IP_DST = 2;
    private const int LWTUNNEL_IP_SRC = 3;
    private const int LWTUNNEL_IP_TTL = 4;
    private const int LWTUNNEL_IP_TOS = 5;
    private const int LWTUNNEL_IP_FLAGS = 6;

    private readonly bool _isV6;

    /// <summary>Describes an outer header.</summary>
    /// <param name="destination">The other end of the tunnel; its family is the header's.</param>
    /// <exception cref="ArgumentException">Neither IPv4 nor IPv6.</exception>
    public IPEncapsulation(IPAddress destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _isV6 = destination.AddressFamily.ToKernel() == AddressFamilyExtensions.AF_INET6;
        Destination = destination;
    }

    internal IPEncapsulation(bool isV6, AttributeReader attributes)
    {
        _isV6 = isV6;
        Destination = isV6 ? IPAddress.IPv6Any : IPAddress.Any;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LWTUNNEL_IP_ID:
                    Id = BinaryPrimitives.ReverseEndianness(attribute.Read<ulong>());
                    break;
                case LWTUNNEL_IP_DST:
                    Destination = attribute.ReadAddress();
                    break;
                case LWTUNNEL_IP_SRC:
                    Source = attribute.ReadAddress();
                    break;
                case LWTUNNEL_IP_TTL:
                    TimeToLive = attribute.Read<byte>();
                    break;
                case LWTUNNEL_IP_TOS:
                    TypeOfService = attribute.Read<byte>();
                    break;
                case LWTUNNEL_IP_FLAGS:
                    Flags = (IPEncapsulationFlags)attribute.ReadBigEndian16();
                    break;
            }
        }
    }

    /// <summary>The tunnel's id: a VNI, a GRE key (LWTUNNEL_IP_ID).</summary>
    public ulong? Id { get; init; }

    /// <summary>The other end (LWTUNNEL_IP_DST).</summary>
    public IPAddress Destination { get; }

    /// <summary>This end (LWTUNNEL_IP_SRC).</summary>
    public IPAddress? Source { get; init; }

    /// <summary>TTL or hop limit (LWTUNNEL_IP_TTL, LWTUNNEL_IP6_HOPLIMIT).</summary>
    public byte? TimeToLive { get; init; }

    /// <summary>TOS or traffic class (LWTUNNEL_IP_TOS, LWTUNNEL_IP6_TC).</summary>
    public byte? TypeOfService { get; init; }

    /// <summary>What else the header is to have (LWTUNNEL_IP_FLAGS).</summary>
    public IPEncapsulationFlags? Flags { get; init; }

    private protected override ushort TypeNumber => _isV6 ? LWTUNNEL_ENCAP_IP6 : LWTUNNEL_ENCAP_IP;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        AddressText.CheckFamily(Source, _isV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, nameof(Source));
        request.Attribute(LWTUNNEL_IP_ID, Id is ulong id ? BinaryPrimitives.ReverseEndianness(id) : default(ulong?), nameof(Id));
        request.Attribute(LWTUNNEL_IP_DST, Destination);
        request.Attribute(LWTUNNEL_IP_SRC, Source);
        request.Attribute(LWTUNNEL_IP_TTL, TimeToLive);
        request.Attribute(LWTUNNEL_IP_TOS, TypeOfService);
        request.BigEndian(LWTUNNEL_IP_FLAGS, (ushort?)Flags, nameof(Flags));
    }
}
