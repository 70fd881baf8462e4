using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>A qdisc, class or filter as the kernel's answer holds it, read in place.</summary>
internal readonly ref struct TrafficRow
{
    internal TrafficRow(NetlinkMessage message)
    {
        Message = message.Read<TrafficMessage>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TrafficAttribute.TCA_KIND:
                    Kind = attribute.ReadStringBytes();
                    break;
                case TrafficAttribute.TCA_OPTIONS:
                    Options = attribute.Value;
                    HasOptions = true;
                    break;
                case TrafficAttribute.TCA_STATS2:
                    Statistics = attribute.Value;
                    break;
                case TrafficAttribute.TCA_CHAIN:
                    Chain = attribute.Read<uint>();
                    break;
                case TrafficAttribute.TCA_INGRESS_BLOCK:
                    IngressBlock = attribute.Read<uint>();
                    break;
                case TrafficAttribute.TCA_EGRESS_BLOCK:
                    EgressBlock = attribute.Read<uint>();
                    break;
            }
        }
    }

    internal TrafficMessage Message { get; }

    internal ReadOnlySpan<byte> Kind { get; }

    internal bool HasOptions { get; }

    /// <summary>TCA_OPTIONS: a structure, attributes, or one and then the others, as the kind has it.</summary>
    internal ReadOnlySpan<byte> Options { get; }

    internal ReadOnlySpan<byte> Statistics { get; }

    internal uint Chain { get; }

    internal uint? IngressBlock { get; }

    internal uint? EgressBlock { get; }

    internal string KindText => Encoding.UTF8.GetString(Kind);

    internal AttributeReader Attributes => new(Options);

    /// <summary>The fixed part at the beginning of the options, and the attributes behind it.</summary>
    internal T Fixed<T>(out AttributeReader attributes)
        where T : unmanaged
        => new NetlinkAttribute(TrafficAttribute.TCA_OPTIONS, Options).Fixed<T>(out attributes);
}
