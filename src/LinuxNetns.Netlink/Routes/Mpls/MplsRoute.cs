using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// What becomes of packets with an MPLS label (RTM_NEWROUTE of AF_MPLS, <c>ip -f mpls route</c>). The kernel needs the module mpls_router, labels up to the highest
/// (<c>net.mpls.platform_labels</c>), and devices that take MPLS in (<c>net.mpls.conf.NAME.input</c>).
/// </summary>
/// <example><code>ns.MplsRoutes.Add(new MplsRoute(100) { NextHops = [new MplsNextHop { Labels = [200], Gateway = IPAddress.Parse("10.0.0.2") }] });</code></example>
public sealed record MplsRoute : NetlinkObject
{
    private readonly EquatableList<MplsNextHop>? _nextHops;

    /// <summary>Describes a route.</summary>
    /// <param name="label">The label, 16 to 1048575: those below are reserved.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public MplsRoute(int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label, MplsLabels.Max);
        Label = label;
    }

    internal MplsRoute(NetlinkMessage message)
    {
        RouteMessage header = message.Read<RouteMessage>(out AttributeReader attributes);
        Protocol = new RouteProtocol(header.Protocol);
        EquatableList<int> labels = MplsLabels.Read(attributes.Find(RouteAttribute.RTA_DST).Value);
        Label = labels.Count > 0 ? labels[0] : throw Malformed.Value(RouteAttribute.RTA_DST, 0);
        NetlinkAttribute propagates = attributes.Find(RouteAttribute.RTA_TTL_PROPAGATE);
        PropagatesTimeToLive = propagates.Value.IsEmpty ? null : propagates.ReadBool();
        NetlinkAttribute several = attributes.Find(RouteAttribute.RTA_MULTIPATH);
        _nextHops = several.Value.IsEmpty ? EquatableList<MplsNextHop>.Of([new MplsNextHop(0, (byte)header.Flags, attributes)]) : ReadAll(several.Value);
    }

    /// <summary>The label that packets come with (RTA_DST).</summary>
    public int Label { get; }

    /// <summary>Where they go on: one way, or several among which flows are spread. A deletion needs none.</summary>
    public IReadOnlyList<MplsNextHop>? NextHops
    {
        get => _nextHops;
        init => _nextHops = EquatableList<MplsNextHop>.Of(value);
    }

    /// <summary>Who made it; boot unless told otherwise.</summary>
    public RouteProtocol? Protocol { get; init; }

    /// <summary>The TTL of the label goes to what is below when it is taken off (RTA_TTL_PROPAGATE, <c>ttl-propagate</c>); null: as <c>net.mpls.ip_ttl_propagate</c> says.</summary>
    public bool? PropagatesTimeToLive { get; init; }

    /// <summary>As <c>ip</c> has it: <c>100 as 200 via 10.0.0.2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label}{string.Concat(NextHops?.Select(hop => $" {hop}") ?? [])}");

    internal override string Describe() => $"MPLS route {this}";

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        bool delete = verb == Verb.Delete;
        if (verb is Verb.Append or Verb.Prepend)
        {
            throw new NotSupportedException("A label has one route.");
        }

        if (!delete && _nextHops is null or { Count: 0 })
        {
            throw Invalid.Property(nameof(NextHops), "A route needs a way.");
        }

        request.Begin(delete ? MessageType.DeleteRoute : MessageType.NewRoute, verb.Flags(), new RouteMessage
        {
            Family = AddressFamilyExtensions.AF_MPLS,
            DestinationLength = MplsLabels.Bits,
            Table = (byte)RoutingTableId.Main.Value,
            Protocol = (Protocol ?? (delete ? RouteProtocol.Unspecified : RouteProtocol.Boot)).Value,
            Type = RouteType.Unicast,
        });
        MplsLabels.Write(ref request, RouteAttribute.RTA_DST, EquatableList<int>.Of([Label]), nameof(Label));
        if (!delete)
        {
            request.Attribute(RouteAttribute.RTA_TTL_PROPAGATE, PropagatesTimeToLive);
            WriteWays(ref request, links);
        }

        request.End();
    }

    private void WriteWays(ref NetlinkWriter request, LinkResolver links)
    {
        if (_nextHops is [MplsNextHop only])
        {
            request.Attribute(RouteAttribute.RTA_OIF, links.IndexOf(only.Device), nameof(only.Device));
            only.Write(ref request);
            return;
        }

        int nest = request.BeginNested(RouteAttribute.RTA_MULTIPATH, nameof(NextHops));
        foreach (MplsNextHop hop in _nextHops!)
        {
            var member = new NextHopMember { Index = links.IndexOf(hop.Device) ?? 0 };
            int start = request.Raw(member);
            hop.Write(ref request);
            member.Length = (ushort)(request.Position - start);
            request.Patch(start, member);
        }

        request.EndNested(nest);
    }

    private static EquatableList<MplsNextHop> ReadAll(ReadOnlySpan<byte> ways)
    {
        var hops = new List<MplsNextHop>();
        while (NextHopMember.TryRead(ref ways, out NextHopMember way, out ReadOnlySpan<byte> attributes))
        {
            hops.Add(new MplsNextHop(way.Index, way.Flags, new AttributeReader(attributes)));
        }

        return EquatableList<MplsNextHop>.Of(hops)!;
    }
}
