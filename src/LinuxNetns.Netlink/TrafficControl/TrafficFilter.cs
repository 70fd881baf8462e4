using System.Buffers.Binary;
using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// Looks at packets, puts them into a class or does something with them: <see cref="U32Filter"/>, <see cref="FlowerFilter"/>,
/// <see cref="MatchallFilter"/>; <see cref="OtherTrafficFilter"/> for the rest. man 8 tc. Its <see cref="TrafficControlObject.Parent"/> is a qdisc,
/// <see cref="TrafficHandle.Ingress"/> or <see cref="TrafficHandle.Egress"/>; null: the device's own qdisc. Or it is of a <see cref="Block"/>.
/// </summary>
/// <example><code>
/// ns.Qdiscs.Add(new ClsactQdisc("eth0") { IngressBlock = 7 });
/// ns.TrafficFilters.Add(new FlowerFilter(LinkReference.None) { Block = 7, Protocol = TrafficProtocol.IPv4, Source = IPNetwork.Parse("10.0.0.0/8"), Actions = [GactAction.Drop] });
/// </code></example>
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
        if (row.Message.Index == TrafficMessage.TCM_IFINDEX_MAGIC_BLOCK)
        {
            (Block, Parent) = (row.Message.Parent, null);
        }
    }

    /// <summary>The block that it is in, and with it in all places that share it (<c>tc filter add block N</c>, Linux 4.16), 1 or more; it has no device and no parent then.</summary>
    public uint? Block { get; init; }

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

    /// <summary>It is for the software alone (<c>skip_hw</c>, TCA_CLS_FLAGS_SKIP_HW).</summary>
    public bool SkipHardware
    {
        get => (Flags & TrafficAttribute.TCA_CLS_FLAGS_SKIP_HW) != 0;
        init => Flags = value ? Flags | TrafficAttribute.TCA_CLS_FLAGS_SKIP_HW : Flags & ~TrafficAttribute.TCA_CLS_FLAGS_SKIP_HW;
    }

    /// <summary>It is for the hardware alone (<c>skip_sw</c>, TCA_CLS_FLAGS_SKIP_SW). Where that cannot, some kinds are refused (EINVAL, EOPNOTSUPP), and others do nothing.</summary>
    public bool SkipSoftware
    {
        get => (Flags & TrafficAttribute.TCA_CLS_FLAGS_SKIP_SW) != 0;
        init => Flags = value ? Flags | TrafficAttribute.TCA_CLS_FLAGS_SKIP_SW : Flags & ~TrafficAttribute.TCA_CLS_FLAGS_SKIP_SW;
    }

    /// <summary>Whether the hardware does it (<c>in_hw</c>, <c>not_in_hw</c>); null where the kernel does not say. Never sent.</summary>
    public bool? IsInHardware => (Flags & TrafficAttribute.TCA_CLS_FLAGS_IN_HW) != 0 ? true : (Flags & TrafficAttribute.TCA_CLS_FLAGS_NOT_IN_HW) != 0 ? false : null;

    /// <summary>TCA_CLS_FLAGS_*, as the kind's attribute has them.</summary>
    private protected uint Flags { get; init; }

    internal sealed override string Describe()
    {
        string priority = Priority is ushort number ? string.Create(CultureInfo.InvariantCulture, $" {number}") : "";
        return $"{Kind} filter{priority} of {(Block is uint block ? TrafficFilterTable.NameOf(block) : $"\"{Device}\"")}";
    }

    internal sealed override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check(verb);
        // Priority 0 in a deletion is every filter of the chain (tc_del_tfilter in net/sched/cls_api.c).
        if (verb is Verb.Delete or Verb.Change && Priority is null or 0)
        {
            throw Invalid.Property(nameof(Priority), "A filter is found by its priority: read it before it is deleted or changed.");
        }

        if (Block is not null && (Device != LinkReference.None || Parent is not null))
        {
            throw Invalid.Property(nameof(Block), "A filter is of a device or of a block.");
        }

        if (SkipHardware && SkipSoftware)
        {
            throw Invalid.Property(nameof(SkipSoftware), "Nobody would do it.");
        }

        var message = new TrafficMessage
        {
            Index = Block is null ? IndexOf(links) : TrafficMessage.TCM_IFINDEX_MAGIC_BLOCK,
            Handle = (Handle ?? default).Value,
            Parent = Block ?? (Parent ?? default).Value,
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

    private protected void WriteFlags(ref NetlinkWriter request, int type)
    {
        uint sent = Flags & (TrafficAttribute.TCA_CLS_FLAGS_SKIP_HW | TrafficAttribute.TCA_CLS_FLAGS_SKIP_SW);
        request.Attribute(type, sent == 0 ? default(uint?) : sent, SkipSoftware ? nameof(SkipSoftware) : nameof(SkipHardware));
    }

    internal static TrafficFilter Read(in TrafficRow row) => row.Kind.SequenceEqual("u32"u8) ? new U32Filter(row)
        : row.Kind.SequenceEqual("flower"u8) ? new FlowerFilter(row)
        : row.Kind.SequenceEqual("matchall"u8) ? new MatchallFilter(row)
        : new OtherTrafficFilter(row);
}
