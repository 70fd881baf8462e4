using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

public sealed partial record Route
{
    private static bool IsOfTheMachine(RouteType type) => type is RouteType.Local or RouteType.Broadcast or RouteType.Anycast or RouteType.Nat;

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check();
        bool delete = verb == Verb.Delete;
        AddressFamily family = Family;
        RouteType type = Type ?? (delete ? RouteType.Unspecified : RouteType.Unicast);
        RoutingTableId table = Table ?? (IsOfTheMachine(type) ? RoutingTableId.Local : RoutingTableId.Main);
        bool inHeader = table.Value <= byte.MaxValue;
        request.Begin(
            delete ? MessageType.DeleteRoute : MessageType.NewRoute,
            verb.Flags(),
            new RouteMessage
            {
                Family = family.ToKernel(),
                DestinationLength = (byte)Destination.PrefixLength,
                SourceLength = (byte)(Source?.PrefixLength ?? 0),
                TypeOfService = TypeOfService ?? 0,
                Table = inHeader ? (byte)table.Value : (byte)0,
                Protocol = (Protocol ?? (delete ? RouteProtocol.Unspecified : RouteProtocol.Boot)).Value,
                Scope = (Scope ?? DefaultScope(family, type, delete)).Value,
                Type = type,
                Flags = Flags & RouteFlags.OnLink,
            });
        if (!inHeader)
        {
            request.Attribute(RouteAttribute.RTA_TABLE, table.Value, nameof(Table));
        }

        if (!IsDefault)
        {
            request.Attribute(RouteAttribute.RTA_DST, Destination.BaseAddress, nameof(Destination));
        }

        request.Attribute(RouteAttribute.RTA_SRC, Source?.BaseAddress, nameof(Source));
        request.Attribute(RouteAttribute.RTA_PREFSRC, PreferredSource);
        request.Attribute(RouteAttribute.RTA_PRIORITY, Priority);
        request.Attribute(RouteAttribute.RTA_TTL_PROPAGATE, PropagatesTimeToLive);
        if (NextHopId is uint id)
        {
            request.Attribute(RouteAttribute.RTA_NH_ID, id, nameof(NextHopId));
        }
        else
        {
            WriteWay(ref request, family, links);
        }

        Metrics?.Write(ref request);
        if (!delete)
        {
            request.Attribute(RouteAttribute.RTA_PREF, (byte?)Preference, nameof(Preference));
            request.Attribute(RouteAttribute.RTA_EXPIRES, Expires is TimeSpan expires ? (uint)Math.Ceiling(expires.TotalSeconds) : default(uint?), nameof(Expires));
        }

        request.End();
    }

    private void WriteWay(ref NetlinkWriter request, AddressFamily family, LinkResolver links)
    {
        Netlink.Gateway.Write(ref request, Gateway, family);
        if (Device is LinkReference device && device != LinkReference.None)
        {
            request.Attribute(RouteAttribute.RTA_OIF, links.IndexOf(device), nameof(Device));
        }

        request.Attribute(RouteAttribute.RTA_FLOW, Realms?.Value, nameof(Realms));
        Encapsulation?.Write(ref request, RouteAttribute.RTA_ENCAP_TYPE, RouteAttribute.RTA_ENCAP, links);
        if (_nextHops is not null)
        {
            int start = request.BeginNested(RouteAttribute.RTA_MULTIPATH, nameof(NextHops));
            foreach (RouteNextHop hop in _nextHops)
            {
                hop.Write(ref request, family, links);
            }

            request.EndNested(start);
        }
    }

    private bool HasWay =>
        Gateway is not null || _nextHops is not null || (Device is LinkReference device && device != LinkReference.None) || Realms is not null || Encapsulation is not null;

    /// <summary>As iproute_modify() of ip has it.</summary>
    private RouteScope DefaultScope(AddressFamily family, RouteType type, bool delete) => type switch
    {
        _ when family == AddressFamily.InterNetworkV6 => RouteScope.Global,
        RouteType.Local or RouteType.Nat => RouteScope.Host,
        RouteType.Broadcast or RouteType.Multicast or RouteType.Anycast => RouteScope.Link,
        RouteType.Unicast or RouteType.Unspecified when delete => RouteScope.Nowhere,
        RouteType.Unicast or RouteType.Unspecified when Gateway is null && _nextHops is null && NextHopId is null => RouteScope.Link,
        // ip leaves the "nowhere" that it began with in a deletion, the "global" in the rest.
        _ => delete ? RouteScope.Nowhere : RouteScope.Global,
    };

    private void Check()
    {
        AddressFamily family = Family;
        _ = family.ToKernel();
        AddressText.CheckFamily(_destination?.BaseAddress, family, nameof(Destination));
        AddressText.CheckFamily(Source?.BaseAddress, family, nameof(Source));
        AddressText.CheckFamily(PreferredSource, family, nameof(PreferredSource));
        Netlink.Gateway.Check(Gateway, family);
        Metrics?.Check();
        if (Destination.PrefixLength > family.AddressBits() || Source?.PrefixLength > family.AddressBits())
        {
            throw new ArgumentOutOfRangeException(nameof(Destination), Destination, "The prefix is longer than the address.");
        }

        if (NextHopId is not null && _setsWay.Value && HasWay)
        {
            throw new ArgumentException("A route has the way of a next hop object, or one that it says itself.", nameof(NextHopId));
        }

        if (_nextHops is null)
        {
            return;
        }

        if (_nextHops.Count == 0)
        {
            throw new ArgumentException("A multipath route needs a way.", nameof(NextHops));
        }

        if (NextHopId is null && (Gateway is not null || Device is not null))
        {
            throw new ArgumentException("A route has one way, or the ways of NextHops.", nameof(NextHops));
        }

        foreach (RouteNextHop hop in _nextHops)
        {
            Netlink.Gateway.Check(hop.Gateway, family);
        }
    }
}
