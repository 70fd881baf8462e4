using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A segment of IPv6 segment routing that ends here (<c>encap seg6local action End.DT6 table 100</c>; SEG6_LOCAL_* of linux/seg6_local.h). With what is not
/// known here (a BPF program, flavors, counters) it is read as <see cref="OtherEncapsulation"/>.
/// </summary>
public sealed record Seg6LocalEncapsulation : RouteEncapsulation
{
    private const int SEG6_LOCAL_ACTION = 1;
    private const int SEG6_LOCAL_SRH = 2;
    private const int SEG6_LOCAL_TABLE = 3;
    private const int SEG6_LOCAL_NH4 = 4;
    private const int SEG6_LOCAL_NH6 = 5;
    private const int SEG6_LOCAL_IIF = 6;
    private const int SEG6_LOCAL_OIF = 7;
    private const int SEG6_LOCAL_VRFTABLE = 9;

    private readonly EquatableList<IPAddress>? _segments;

    /// <summary>Describes a segment's end.</summary>
    public Seg6LocalEncapsulation(Seg6Action action) => Action = action;

    /// <summary>What is done (SEG6_LOCAL_ACTION).</summary>
    public Seg6Action Action { get; }

    /// <summary>Of EndB6 and EndB6Encap: the other policy's segments (SEG6_LOCAL_SRH).</summary>
    /// <exception cref="ArgumentException">No segment, or one that is not IPv6.</exception>
    public IReadOnlyList<IPAddress>? Segments
    {
        get => _segments;
        init => _segments = value is null ? null : Seg6RoutingHeader.Check(value, nameof(value));
    }

    /// <summary>Of EndT and EndDT6: the table (SEG6_LOCAL_TABLE).</summary>
    public RoutingTableId? Table { get; init; }

    /// <summary>Of EndDT4, EndDT46 and EndDT6: the table of a VRF (SEG6_LOCAL_VRFTABLE).</summary>
    public RoutingTableId? VrfTable { get; init; }

    /// <summary>Of EndX, EndDX4 and EndDX6: the next hop (SEG6_LOCAL_NH4, SEG6_LOCAL_NH6).</summary>
    public IPAddress? NextHop { get; init; }

    /// <summary>The device that packets are taken for coming from (SEG6_LOCAL_IIF).</summary>
    public LinkReference? InputDevice { get; init; }

    /// <summary>Of EndDX2: the device (SEG6_LOCAL_OIF).</summary>
    public LinkReference? OutputDevice { get; init; }

    private protected override ushort TypeNumber => LWTUNNEL_ENCAP_SEG6_LOCAL;

    internal static Seg6LocalEncapsulation? TryRead(ReadOnlySpan<byte> data)
    {
        var local = new Seg6LocalEncapsulation((Seg6Action)new AttributeReader(data).Find(SEG6_LOCAL_ACTION).Read<uint>());
        var attributes = new AttributeReader(data);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case SEG6_LOCAL_ACTION:
                    break;
                case SEG6_LOCAL_SRH when Seg6RoutingHeader.TryRead(attribute.Value) is EquatableList<IPAddress> segments:
                    local = local with { Segments = segments };
                    break;
                case SEG6_LOCAL_TABLE:
                    local = local with { Table = new RoutingTableId(attribute.Read<uint>()) };
                    break;
                case SEG6_LOCAL_VRFTABLE:
                    local = local with { VrfTable = new RoutingTableId(attribute.Read<uint>()) };
                    break;
                case SEG6_LOCAL_NH4 or SEG6_LOCAL_NH6:
                    local = local with { NextHop = attribute.ReadAddress() };
                    break;
                case SEG6_LOCAL_IIF:
                    local = local with { InputDevice = LinkReference.Reported(attribute.Read<int>()) };
                    break;
                case SEG6_LOCAL_OIF:
                    local = local with { OutputDevice = LinkReference.Reported(attribute.Read<int>()) };
                    break;
                default:
                    return null;
            }
        }

        return local;
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(SEG6_LOCAL_ACTION, (uint)Action, nameof(Action));
        if (_segments is not null)
        {
            request.Bytes(SEG6_LOCAL_SRH, Seg6RoutingHeader.Write(_segments), nameof(Segments));
        }

        request.Attribute(SEG6_LOCAL_TABLE, Table?.Value, nameof(Table));
        request.Attribute(SEG6_LOCAL_VRFTABLE, VrfTable?.Value, nameof(VrfTable));
        request.Attribute(NextHop?.AddressFamily == AddressFamily.InterNetwork ? SEG6_LOCAL_NH4 : SEG6_LOCAL_NH6, NextHop);
        if (InputDevice is LinkReference input)
        {
            request.Attribute(SEG6_LOCAL_IIF, links.IndexOf(input), nameof(InputDevice));
        }

        if (OutputDevice is LinkReference output)
        {
            request.Attribute(SEG6_LOCAL_OIF, links.IndexOf(output), nameof(OutputDevice));
        }
    }
}
