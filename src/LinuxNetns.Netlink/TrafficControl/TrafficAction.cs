namespace LinuxNetns.Netlink;

/// <summary>What a filter does with packets: <see cref="MirredAction"/>, <see cref="GactAction"/>, <see cref="PoliceAction"/>; <see cref="OtherAction"/> for the rest. man 8 tc-actions.</summary>
public abstract record TrafficAction
{
    private const int TCA_ACT_KIND = 1;
    private const int TCA_ACT_OPTIONS = 2;
    private const int TCA_ACT_STATS = 4;

    private protected TrafficAction(string kind) => Kind = kind;

    /// <summary>What it is, as <c>tc</c> names it (TCA_ACT_KIND): <c>mirred</c>, <c>gact</c>, <c>police</c>, …</summary>
    public string Kind { get; }

    /// <summary>Its number among those of its kind. Never sent: a filter that is written gets actions of its own.</summary>
    public uint? Index { get; init; }

    /// <summary>What has passed it (TCA_ACT_STATS). Never sent.</summary>
    public TrafficStatistics? Statistics { get; init; }

    /// <summary>The actions in a filter's attribute, in their order.</summary>
    internal static IReadOnlyList<TrafficAction> ReadAll(AttributeReader entries)
    {
        var actions = new List<TrafficAction>();
        while (entries.TryRead(out NetlinkAttribute entry))
        {
            actions.Add(Read(entry.Nested));
        }

        return actions;
    }

    internal static void WriteAll(ref NetlinkWriter request, int type, IReadOnlyList<TrafficAction> actions, LinkResolver links)
    {
        if (actions.Count == 0)
        {
            return;
        }

        int list = request.BeginNested(type, nameof(TrafficFilter.Actions));
        for (int i = 0; i < actions.Count; i++)
        {
            int entry = request.BeginNested(i + 1);
            request.Attribute(TCA_ACT_KIND, actions[i].Kind);
            int options = request.BeginNested(TCA_ACT_OPTIONS);
            actions[i].WriteOptions(ref request, links);
            request.EndNested(options);
            request.EndNested(entry);
        }

        request.EndNested(list);
    }

    private protected abstract void WriteOptions(ref NetlinkWriter request, LinkResolver links);

    private static TrafficAction Read(AttributeReader attributes)
    {
        ReadOnlySpan<byte> kind = attributes.Find(TCA_ACT_KIND).ReadStringBytes();
        NetlinkAttribute options = attributes.Find(TCA_ACT_OPTIONS);
        NetlinkAttribute statistics = attributes.Find(TCA_ACT_STATS);
        TrafficAction action = kind.SequenceEqual("mirred"u8) ? new MirredAction(options.Nested)
            : kind.SequenceEqual("gact"u8) ? new GactAction(options.Nested)
            : kind.SequenceEqual("police"u8) ? new PoliceAction(options.Nested)
            : new OtherAction(System.Text.Encoding.UTF8.GetString(kind), options.Value);
        return statistics.Value.IsEmpty ? action : action with { Statistics = new TrafficStatistics(statistics.Nested) };
    }
}
