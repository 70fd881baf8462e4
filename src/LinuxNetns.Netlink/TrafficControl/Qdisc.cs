namespace LinuxNetns.Netlink;

/// <summary>
/// A queueing discipline: what decides when and in which order a device sends, or what it does to packets meanwhile. Read, it is of the type of
/// its kind (<see cref="NetemQdisc"/>, <see cref="HtbQdisc"/>, …; <see cref="OtherQdisc"/> for the rest). man 8 tc, linux/pkt_sched.h.
/// </summary>
public abstract record Qdisc : TrafficControlObject
{
    private protected Qdisc(LinkReference device, string kind) : base(device, kind)
    {
    }

    internal Qdisc(in TrafficRow row) : base(row)
    {
    }

    internal sealed override string Describe() => $"{Kind} qdisc{Where}";

    internal sealed override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check(verb);
        var message = new TrafficMessage { Index = IndexOf(links), Handle = (Handle ?? default).Value, Parent = (Parent ?? TrafficHandle.Root).Value };
        // tc_modify_qdisc() takes NLM_F_REPLACE for the wish to graft another qdisc: a change of this one has no flag.
        request.Begin(
            verb == Verb.Delete ? MessageType.DeleteQdisc : MessageType.NewQdisc, verb == Verb.Change ? HeaderFlags.Ack : verb.Flags(), message);
        request.Attribute(TrafficAttribute.TCA_KIND, Kind);
        if (verb != Verb.Delete)
        {
            WriteOptions(ref request, links);
        }

        request.End();
    }
}
