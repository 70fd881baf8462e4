using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>One of the ways of a multipath route (struct rtnexthop, <c>nexthop via … dev … weight …</c>; rtnetlink(7), ip-route(8)).</summary>
public sealed record RouteNextHop
{
    private readonly int _weight = 1;

    /// <summary>Describes a way; give it a gateway, a device or both.</summary>
    public RouteNextHop()
    {
    }

    /// <summary>A way by a gateway.</summary>
    public RouteNextHop(IPAddress gateway, int weight = 1)
    {
        Gateway = gateway;
        Weight = weight;
    }

    internal RouteNextHop(NextHopMember member, AttributeReader attributes)
    {
        Device = LinkReference.Reported(member.Index);
        Flags = (RouteFlags)member.Flags;
        _weight = member.Hops + 1;
        NetlinkAttribute encapsulation = default;
        int encapsulationType = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RouteAttribute.RTA_GATEWAY:
                    Gateway = attribute.ReadAddress();
                    break;
                case RouteAttribute.RTA_VIA:
                    Gateway = new IPAddress(Netlink.Gateway.ReadVia(attribute));
                    break;
                case RouteAttribute.RTA_FLOW:
                    Realms = RouteRealms.Reported(attribute.Read<uint>());
                    break;
                case RouteAttribute.RTA_ENCAP_TYPE:
                    encapsulationType = attribute.Read<ushort>();
                    break;
                case RouteAttribute.RTA_ENCAP:
                    encapsulation = attribute;
                    break;
            }
        }

        Encapsulation = RouteEncapsulation.Read(encapsulationType, encapsulation.Value);
    }

    /// <summary>The gateway.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The device; the kernel finds the one that reaches the gateway.</summary>
    public LinkReference? Device { get; init; }

    /// <summary>Its share of the traffic among all ways: 1 to 256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public int Weight
    {
        get => _weight;
        init => _weight = value is >= 1 and <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A weight is from 1 to 256.");
    }

    /// <summary>State (RTNH_F_*).</summary>
    public RouteFlags Flags { get; internal init; }

    /// <summary>The gateway is on the link, whatever the addresses say (RTNH_F_ONLINK).</summary>
    public bool OnLink
    {
        get => (Flags & RouteFlags.OnLink) != 0;
        init => Flags = value ? Flags | RouteFlags.OnLink : Flags & ~RouteFlags.OnLink;
    }

    /// <summary>Classes (RTA_FLOW).</summary>
    public RouteRealms? Realms { get; init; }

    /// <summary>What packets are wrapped in (RTA_ENCAP).</summary>
    public RouteEncapsulation? Encapsulation { get; init; }

    internal void Write(ref NetlinkWriter request, AddressFamily family, LinkResolver links)
    {
        var member = new NextHopMember
        {
            Flags = (byte)(Flags & RouteFlags.OnLink),
            Hops = (byte)(Weight - 1),
            Index = Device is LinkReference device ? links.IndexOf(device) : 0,
        };
        int start = request.Raw(member);
        Netlink.Gateway.Write(ref request, Gateway, family);
        request.Attribute(RouteAttribute.RTA_FLOW, Realms?.Value, nameof(Realms));
        Encapsulation?.Write(ref request, RouteAttribute.RTA_ENCAP_TYPE, RouteAttribute.RTA_ENCAP, links);
        member.Length = (ushort)(request.Position - start);
        request.Patch(start, member);
    }

    internal static EquatableList<RouteNextHop> ReadAll(ReadOnlySpan<byte> ways)
    {
        var hops = new List<RouteNextHop>();
        while (NextHopMember.TryRead(ref ways, out NextHopMember way, out ReadOnlySpan<byte> attributes))
        {
            hops.Add(new RouteNextHop(way, new AttributeReader(attributes)));
        }

        return EquatableList<RouteNextHop>.Of(hops)!;
    }
}
