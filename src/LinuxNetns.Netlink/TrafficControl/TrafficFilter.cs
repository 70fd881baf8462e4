using System.Buffers.Binary;
using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// Looks at packets, puts them into a class or does something with them: <see cref="U32Filter"/>, <see cref="FlowerFilter"/>,
/// <see cref="MatchallFilter"/>; <see cref="OtherTrafficFilter"/> for the rest. man 8 tc. Its <see cref="TrafficControlObject.Parent"/> is a qdisc,
/// <see cref="TrafficHandle.Ingress"/> or <see cref="TrafficHandle.Egress"/>; null: the device's own qdisc.
/// </summary>
public abstract record TrafficFilter : TrafficControlObject
{
    private static readonly EquatableList<TrafficAction> s_none = EquatableList<TrafficAction>.Of([])!;

    private readonly EquatableList<TrafficAction> _actions = s_none;

    private protected TrafficFilter(LinkReference device, string kind) : base(device, kind)
    {
    }

    internal TrafficFilter(in TrafficRow row) : base(row)
    {
        Priority = (ushort)(row.Message.Info >> 16);
        Protocol = (TrafficProtocol)BinaryPrimitives.ReverseEndianness((ushort)row.Message.Info);
        Chain = row.Chain;
    }

    /// <summary>Filters are asked in this order, the lowest number first (<c>pref</c>); null: the kernel chooses, each before those it chose earlier.</summary>
    public ushort? Priority { get; init; }

    /// <summary>Which packets it looks at; null: all.</summary>
    public TrafficProtocol? Protocol { get; init; }

    /// <summary>The chain that it is in (TCA_CHAIN); 0 is where packets start.</summary>
    public uint Chain { get; init; }

    /// <summary>The class for what it finds (<c>classid</c>, <c>flowid</c>); null: none.</summary>
    public TrafficHandle? ClassId { get; init; }

    /// <summary>What is done with what it finds, in this order.</summary>
    public IReadOnlyList<TrafficAction> Actions
    {
        get => _actions;
        init => _actions = EquatableList<TrafficAction>.Of(value) ?? s_none;
    }

    internal sealed override string Describe() =>
        $"{Kind} filter{(Priority is ushort priority ? string.Create(CultureInfo.InvariantCulture, $" {priority}") : "")} of \"{Device}\"";

    internal sealed override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check(verb);
        // Priority 0 in a deletion is every filter of the chain (tc_del_tfilter in net/sched/cls_api.c).
        if (verb is Verb.Delete or Verb.Change && Priority is null or 0)
        {
            throw Invalid(nameof(Priority), "A filter is found by its priority: read it before it is deleted or changed.");
        }

        var message = new TrafficMessage
        {
            Index = IndexOf(links),
            Handle = (Handle ?? default).Value,
            Parent = (Parent ?? default).Value,
            Info = ((uint)(Priority ?? 0) << 16) | BinaryPrimitives.ReverseEndianness((ushort)(Protocol ?? TrafficProtocol.All)),
        };
        // As with classes.
        HeaderFlags flags = verb switch
        {
            Verb.Add => HeaderFlags.Create | HeaderFlags.Exclusive,
            Verb.Replace => HeaderFlags.Create,
            _ => HeaderFlags.None,
        };
        request.Begin(verb == Verb.Delete ? MessageType.DeleteFilter : MessageType.NewFilter, flags | HeaderFlags.Ack, message);
        request.Attribute(TrafficAttribute.TCA_KIND, Kind);
        request.Attribute(TrafficAttribute.TCA_CHAIN, Chain == 0 ? default(uint?) : Chain, nameof(Chain));
        if (verb != Verb.Delete)
        {
            WriteOptions(ref request, links);
        }

        request.End();
    }

    internal static TrafficFilter Read(in TrafficRow row) => row.Kind.SequenceEqual("u32"u8) ? new U32Filter(row)
        : row.Kind.SequenceEqual("flower"u8) ? new FlowerFilter(row)
        : row.Kind.SequenceEqual("matchall"u8) ? new MatchallFilter(row)
        : new OtherTrafficFilter(row);
}
