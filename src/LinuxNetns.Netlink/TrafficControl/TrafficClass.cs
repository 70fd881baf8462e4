namespace LinuxNetns.Netlink;

/// <summary>A class of a queueing discipline that has such: <see cref="HtbClass"/>; <see cref="OtherTrafficClass"/> for the rest. man 8 tc.</summary>
public abstract record TrafficClass : TrafficControlObject
{
    private protected TrafficClass(LinkReference device, string kind) : base(device, kind)
    {
    }

    internal TrafficClass(in TrafficRow row) : base(row) => Leaf = TrafficHandle.Reported(row.Message.Info);

    /// <summary>The qdisc that the class ends in, where it has no classes below. Never sent: give that qdisc this class as its parent.</summary>
    public TrafficHandle? Leaf { get; init; }

    internal sealed override string Describe() => $"{Kind} class{Where}";

    internal sealed override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check(verb);
        if (Handle is null)
        {
            throw Invalid.Property(nameof(Handle), "A class needs a handle, such as 1:10.");
        }

        var message = new TrafficMessage { Index = IndexOf(links), Handle = Handle.Value.Value, Parent = (Parent ?? default).Value };
        // As tc: a replaced class is one that may be there, which NLM_F_REPLACE says to qdiscs only.
        HeaderFlags flags = verb switch
        {
            Verb.Add => HeaderFlags.Create | HeaderFlags.Exclusive,
            Verb.Replace => HeaderFlags.Create,
            _ => HeaderFlags.None,
        };
        request.Begin(verb == Verb.Delete ? MessageType.DeleteClass : MessageType.NewClass, flags | HeaderFlags.Ack, message);
        request.Attribute(TrafficAttribute.TCA_KIND, Kind);
        if (verb != Verb.Delete)
        {
            WriteOptions(ref request, links);
        }

        request.End();
    }

    internal static TrafficClass Read(in TrafficRow row) => row.Kind.SequenceEqual("htb"u8) && row.HasOptions ? new HtbClass(row) : new OtherTrafficClass(row);
}
