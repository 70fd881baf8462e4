namespace LinuxNetns.Netlink;

/// <summary>From a kind's name to its type.</summary>
internal static class QdiscKinds
{
    internal static Qdisc Read(in TrafficRow row)
    {
        ReadOnlySpan<byte> kind = row.Kind;
        return kind.SequenceEqual("noqueue"u8) ? new NoqueueQdisc(row)
            : kind.SequenceEqual("pfifo_fast"u8) ? new PfifoFastQdisc(row)
            : kind.SequenceEqual("clsact"u8) ? new ClsactQdisc(row)
            : kind.SequenceEqual("ingress"u8) ? new IngressQdisc(row)
            // Some of these come without options while the device is down, or from a class that has no qdisc of its own.
            : !row.HasOptions ? new OtherQdisc(row)
            : kind.SequenceEqual("netem"u8) ? new NetemQdisc(row)
            : kind.SequenceEqual("tbf"u8) ? new TbfQdisc(row)
            : kind.SequenceEqual("htb"u8) ? new HtbQdisc(row)
            : kind.SequenceEqual("fq_codel"u8) ? new FqCodelQdisc(row)
            : kind.SequenceEqual("fq"u8) ? new FqQdisc(row)
            : kind.SequenceEqual("prio"u8) ? new PrioQdisc(row)
            : kind.SequenceEqual("pfifo"u8) ? new PfifoQdisc(row)
            : kind.SequenceEqual("bfifo"u8) ? new BfifoQdisc(row)
            : new OtherQdisc(row);
    }
}
