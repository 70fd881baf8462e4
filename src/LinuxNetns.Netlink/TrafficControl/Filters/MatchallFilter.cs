namespace LinuxNetns.Netlink;

/// <summary>Finds every packet (kind <c>matchall</c>, man 8 tc-matchall, TCA_MATCHALL_* of linux/pkt_cls.h).</summary>
public sealed record MatchallFilter : TrafficFilter
{
    private const int TCA_MATCHALL_CLASSID = 1;
    private const int TCA_MATCHALL_ACT = 2;
    private const int TCA_MATCHALL_FLAGS = 3;

    /// <summary>Describes a filter.</summary>
    /// <param name="device">The device.</param>
    public MatchallFilter(LinkReference device) : base(device, "matchall")
    {
    }

    internal MatchallFilter(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_MATCHALL_CLASSID:
                    ClassId = TrafficHandle.Reported(attribute.Read<uint>());
                    break;
                case TCA_MATCHALL_ACT:
                    Actions = TrafficAction.ReadAll(attribute.Nested);
                    break;
                case TCA_MATCHALL_FLAGS:
                    Flags = attribute.Read<uint>();
                    break;
            }
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_MATCHALL_CLASSID, ClassId?.Value, nameof(ClassId));
        WriteFlags(ref request, TCA_MATCHALL_FLAGS);
        TrafficAction.WriteAll(ref request, TCA_MATCHALL_ACT, Actions, links);
        request.EndNested(nest);
    }
}
