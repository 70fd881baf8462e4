using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>A tunnel whose packets outside have a header that can be chosen in detail: all of them but <c>vti</c> (ip-link(8)).</summary>
public abstract record IpTunnelLink : TunnelLink
{
    private const int TrafficClassShift = 20;
    private const uint MaxFlowLabel = 0xfffff;

    private readonly bool? _pathMtuDiscovery;
    private readonly byte? _encapsulationLimit;
    private readonly uint? _flowLabel;
    private readonly Ip6TunnelOptions? _tunnelOptions;

    private protected IpTunnelLink(string kind, string name) : base(kind, name)
    {
    }

    private protected IpTunnelLink(in LinkRow row) : base(row)
    {
        TunnelAttributes numbers = Numbers;
        bool over6 = Family == AddressFamily.InterNetworkV6;
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            int type = attribute.Type;
            if (type == numbers.Ttl)
            {
                Ttl = attribute.Read<byte>();
            }
            else if (type == numbers.TypeOfService && !over6)
            {
                TrafficClass = attribute.Read<byte>();
            }
            else if (type == numbers.PathMtuDiscovery && !over6)
            {
                _pathMtuDiscovery = attribute.ReadBool();
            }
            else if (type == numbers.EncapsulationLimit && over6)
            {
                _encapsulationLimit = attribute.Read<byte>();
            }
            else if (type == numbers.FlowInfo && over6)
            {
                uint flow = attribute.ReadBigEndian32();
                TrafficClass = (byte)(flow >> TrafficClassShift);
                _flowLabel = flow & MaxFlowLabel;
            }
            else if (type == numbers.Flags && over6)
            {
                _tunnelOptions = (Ip6TunnelOptions)attribute.Read<uint>();
            }
            else if (type == numbers.External)
            {
                External = true;
            }
        }

        Encapsulation = TunnelEncapsulation.Read(row.Data, numbers);
    }

    /// <summary>How many hops the packets outside may take; 0: as many as those inside.</summary>
    public byte? Ttl { get; init; }

    /// <summary>
    /// The type of service of the packets outside, over IPv6 their traffic class. Over IPv4 1 takes it from those inside, over IPv6
    /// <see cref="Ip6TunnelOptions.InheritTrafficClass"/> does.
    /// </summary>
    public byte? TrafficClass { get; init; }

    /// <summary>Over IPv4: the packets outside must not be fragmented (<c>pmtudisc</c>); true unless told otherwise, and always with a <see cref="Ttl"/>.</summary>
    /// <exception cref="ArgumentException">The tunnel runs over IPv6.</exception>
    public bool? PathMtuDiscovery
    {
        get => _pathMtuDiscovery;
        init => _pathMtuDiscovery = Only(AddressFamily.InterNetwork, value);
    }

    /// <summary>
    /// Over IPv6: how many more tunnels the packets may enter on their way (RFC 2473, <c>encaplimit</c>). The kernel's default is 0, where <c>ip</c> sends 4;
    /// <see cref="Ip6TunnelOptions.IgnoreEncapsulationLimit"/> sends no such limit.
    /// </summary>
    /// <exception cref="ArgumentException">The tunnel runs over IPv4.</exception>
    public byte? EncapsulationLimit
    {
        get => _encapsulationLimit;
        init => _encapsulationLimit = Only(AddressFamily.InterNetworkV6, value);
    }

    /// <summary>Over IPv6: the flow label of the packets outside, 20 bits.</summary>
    /// <exception cref="ArgumentException">The tunnel runs over IPv4.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 20 bits.</exception>
    public uint? FlowLabel
    {
        get => _flowLabel;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, MaxFlowLabel);
            _flowLabel = Only(AddressFamily.InterNetworkV6, value);
        }
    }

    /// <summary>Over IPv6: what is taken from the packets inside, and the like.</summary>
    /// <exception cref="ArgumentException">The tunnel runs over IPv4.</exception>
    public Ip6TunnelOptions? TunnelOptions
    {
        get => _tunnelOptions;
        init => _tunnelOptions = Only(AddressFamily.InterNetworkV6, value);
    }

    /// <summary>Routes and filters say for every packet where it goes, and one device serves them all (<c>external</c>, collect metadata).</summary>
    public bool External { get; init; }

    /// <summary>Whether the packets outside travel in UDP; null: they do not.</summary>
    public TunnelEncapsulation? Encapsulation { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        request.Attribute(Numbers.Ttl, Ttl);
        if (Family == AddressFamily.InterNetwork)
        {
            request.Attribute(Numbers.TypeOfService, TrafficClass);
            request.Attribute(Numbers.PathMtuDiscovery, PathMtuDiscovery);
        }
        else
        {
            request.Attribute(Numbers.EncapsulationLimit, EncapsulationLimit);
            if (TrafficClass is not null || FlowLabel is not null)
            {
                uint flow = ((uint)(TrafficClass ?? 0) << TrafficClassShift) | (FlowLabel ?? 0);
                request.BigEndian(Numbers.FlowInfo, flow, FlowLabel is null ? nameof(TrafficClass) : nameof(FlowLabel));
            }

            request.Attribute(Numbers.Flags, (uint?)TunnelOptions, nameof(TunnelOptions));
        }

        request.Flag(Numbers.External, External);
        Encapsulation?.Write(ref request, Numbers);
    }

    private T? Only<T>(AddressFamily family, T? value, [CallerMemberName] string property = "")
        where T : struct
        => value is null || Family == family ? value : throw new ArgumentException($"A tunnel of kind {Kind} has no {property}.", property);
}
