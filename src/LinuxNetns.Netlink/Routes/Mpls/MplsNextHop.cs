using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>Where packets with a label go on (RTA_VIA, RTA_OIF, RTA_NEWDST; struct rtnexthop where there are several).</summary>
public sealed record MplsNextHop
{
    private readonly EquatableList<int>? _labels;

    /// <summary>Describes a way; give it a gateway, a device or both.</summary>
    public MplsNextHop()
    {
    }

    internal MplsNextHop(int device, byte flags, AttributeReader attributes)
    {
        Device = LinkReference.Reported(device);
        Flags = (RouteFlags)flags;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case RouteAttribute.RTA_OIF:
                    Device = LinkReference.Reported(attribute.Read<int>());
                    break;
                case RouteAttribute.RTA_VIA:
                    Gateway = new IPAddress(Netlink.Gateway.ReadVia(attribute));
                    break;
                case RouteAttribute.RTA_NEWDST:
                    _labels = MplsLabels.Read(attribute.Value);
                    break;
            }
        }
    }

    /// <summary>The gateway, IPv4 or IPv6 (<c>via inet</c>, <c>via inet6</c>).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The device; the kernel finds the one that reaches the gateway. Without a gateway the packet has arrived: <c>dev lo</c>.</summary>
    public LinkReference? Device { get; init; }

    /// <summary>The labels that take the place of the route's, from the outermost (<c>as</c>); null: the label is taken off.</summary>
    /// <exception cref="ArgumentException">None, or one that is not from 0 to 1048575.</exception>
    public IReadOnlyList<int>? Labels
    {
        get => _labels;
        init => _labels = value is null ? null : MplsLabels.Check(value, nameof(Labels));
    }

    /// <summary>State (RTNH_F_*).</summary>
    public RouteFlags Flags { get; internal init; }

    /// <summary>As <c>ip</c> has it: <c>as 200/300 via 10.0.0.2</c>.</summary>
    public override string ToString() =>
        string.Join(' ', ((string?[])[_labels is null ? null : $"as {MplsLabels.Text(_labels)}", Gateway is null ? null : $"via {Gateway}", Device is null ? null : $"dev {Device}"]).OfType<string>());

    /// <summary>Writes all but the device, which is an attribute of the route and a field among several.</summary>
    internal void Write(ref NetlinkWriter request)
    {
        MplsLabels.Write(ref request, RouteAttribute.RTA_NEWDST, _labels, nameof(Labels));
        Netlink.Gateway.WriteVia(ref request, Gateway);
    }
}
