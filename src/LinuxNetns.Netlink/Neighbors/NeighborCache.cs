using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A neighbour table of the kernel, <c>arp_cache</c> or <c>ndisc_cache</c>: its limits, or the parameters of one device in it. Read, one entry of
/// RTM_GETNEIGHTBL; written, what to change (RTM_SETNEIGHTBL), as <c>ip ntable</c>. linux/neighbour.h, ip-ntable(8), arp(7).
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent. Limits belong to the initial network namespace and can be set only there.</remarks>
public sealed record NeighborCache : NetlinkObject
{
    /// <summary>Describes a change of a table.</summary>
    /// <param name="name"><c>arp_cache</c> or <c>ndisc_cache</c>.</param>
    public NeighborCache(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    internal NeighborCache(in NetlinkMessage message)
    {
        Family = AddressFamilyExtensions.FromKernel(message.Read<NeighborCacheMessage>(out AttributeReader attributes).Family);
        Name = "";
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NeighborCacheAttribute.NDTA_NAME:
                    Name = attribute.ReadString();
                    break;
                case NeighborCacheAttribute.NDTA_THRESH1:
                    Threshold1 = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTA_THRESH2:
                    Threshold2 = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTA_THRESH3:
                    Threshold3 = attribute.Read<uint>();
                    break;
                case NeighborCacheAttribute.NDTA_GC_INTERVAL:
                    CollectionInterval = NeighborParameters.Time(attribute);
                    break;
                case NeighborCacheAttribute.NDTA_PARMS:
                    Device = LinkReference.Reported(Int32(attribute.Nested.Find(NeighborCacheAttribute.NDTPA_IFINDEX)));
                    Parameters = new NeighborParameters(attribute.Nested);
                    break;
                case NeighborCacheAttribute.NDTA_STATS:
                    Counters = attribute.Read<NeighborCacheCounters>();
                    break;
            }
        }
    }

    /// <summary><c>arp_cache</c> or <c>ndisc_cache</c> (NDTA_NAME).</summary>
    public string Name { get; init; }

    /// <summary>IPv4 or IPv6; unspecified in a change.</summary>
    public AddressFamily Family { get; internal init; } = AddressFamily.Unspecified;

    /// <summary>The device that <see cref="Parameters"/> are of; null: the defaults that new devices get.</summary>
    public LinkReference? Device { get; init; }

    /// <summary>The parameters of the device, or the defaults (NDTA_PARMS).</summary>
    public NeighborParameters? Parameters { get; init; }

    /// <summary>With fewer entries nothing is collected (NDTA_THRESH1).</summary>
    public uint? Threshold1 { get; init; }

    /// <summary>With more entries for five seconds, the collector runs (NDTA_THRESH2).</summary>
    public uint? Threshold2 { get; init; }

    /// <summary>There are never more entries (NDTA_THRESH3).</summary>
    public uint? Threshold3 { get; init; }

    /// <summary>How often the collector runs, in milliseconds (NDTA_GC_INTERVAL).</summary>
    public TimeSpan? CollectionInterval { get; init; }

    /// <summary>What happened; only beside the defaults (NDTA_STATS).</summary>
    public NeighborCacheCounters? Counters { get; internal init; }

    internal override string Describe() => Device is LinkReference device ? $"neighbor table {Name} of \"{device}\"" : $"neighbor table {Name}";

    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb is not Verb.Change)
        {
            throw new NotSupportedException($"A neighbor table cannot be {verb.Word()}d.");
        }

        request.Begin(MessageType.SetNeighborTable, verb.Flags(), new NeighborCacheMessage { Family = Family.ToKernel() });
        request.Attribute(NeighborCacheAttribute.NDTA_NAME, Name);
        request.Attribute(NeighborCacheAttribute.NDTA_THRESH1, Threshold1);
        request.Attribute(NeighborCacheAttribute.NDTA_THRESH2, Threshold2);
        request.Attribute(NeighborCacheAttribute.NDTA_THRESH3, Threshold3);
        request.Attribute(NeighborCacheAttribute.NDTA_GC_INTERVAL, KernelTime.Milliseconds64(CollectionInterval, nameof(CollectionInterval)), nameof(CollectionInterval));
        if (Parameters is not null)
        {
            int start = request.BeginNested(NeighborCacheAttribute.NDTA_PARMS, nameof(Parameters));
            request.Attribute(NeighborCacheAttribute.NDTPA_IFINDEX, Device is LinkReference device ? links.IndexOf(device) : 0, nameof(Device));
            Parameters.Write(ref request);
            request.EndNested(start);
        }

        request.End();
    }

    private static int Int32(in NetlinkAttribute attribute) => attribute.Value.IsEmpty ? 0 : attribute.Read<int>();
}
