using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A tunnel between two addresses: packets go in here and come out at the other end inside packets of the network between (ip-tunnel(8),
/// linux/if_tunnel.h). <see cref="Link.Lower"/> is the device that the packets outside leave by, as <c>dev</c>.
/// </summary>
/// <remarks>
/// In a change the kernel puts its defaults in the place of everything that is not given: change what was read,
/// <c>links.Change("gre1", (GreLink)links.Get("gre1") with { Ttl = 64 })</c>.
/// </remarks>
public abstract record TunnelLink : Link
{
    private readonly IPAddress? _local;
    private readonly IPAddress? _remote;

    private protected TunnelLink(string kind, string name) : base(name) => Kind = kind;

    private protected TunnelLink(in LinkRow row) : base(row)
    {
        TunnelAttributes numbers = Numbers;
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == numbers.Local)
            {
                _local = attribute.ReadAddress();
            }
            else if (attribute.Type == numbers.Remote)
            {
                _remote = attribute.ReadAddress();
            }
            else if (attribute.Type == numbers.Mark)
            {
                Mark = attribute.Read<uint>();
            }
        }
    }

    /// <summary>The address of this end; the unspecified address (0.0.0.0, ::) is any.</summary>
    /// <exception cref="ArgumentException">It is not of the family that the tunnel runs over.</exception>
    public IPAddress? Local
    {
        get => _local;
        init => _local = Checked(value, nameof(Local));
    }

    /// <summary>The address of the other end; the unspecified address (0.0.0.0, ::) is any.</summary>
    /// <exception cref="ArgumentException">It is not of the family that the tunnel runs over.</exception>
    public IPAddress? Remote
    {
        get => _remote;
        init => _remote = Checked(value, nameof(Remote));
    }

    /// <summary>The mark by which the packets outside are routed (<c>fwmark</c>); 0 is none.</summary>
    public uint? Mark { get; init; }

    /// <summary>The family of the packets outside.</summary>
    private protected abstract AddressFamily Family { get; }

    private protected abstract TunnelAttributes Numbers { get; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        if (Lower is LinkReference lower)
        {
            request.Attribute(Numbers.Link, links.IndexOf(lower, LowerNamespace), nameof(Lower));
        }

        // Any address is what none is, and gretap takes only the latter.
        request.Attribute(Numbers.Local, IsAny(Local) ? null : Local, nameof(Local));
        request.Attribute(Numbers.Remote, IsAny(Remote) ? null : Remote, nameof(Remote));
        request.Attribute(Numbers.Mark, Mark);
    }

    private static bool IsAny(IPAddress? address) => address is not null && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private IPAddress? Checked(IPAddress? address, string property) => address is null || address.AddressFamily == Family
        ? address
        : throw new ArgumentException($"A tunnel of kind {Kind} runs over {(Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")}; {address} is of another family.", property);
}
