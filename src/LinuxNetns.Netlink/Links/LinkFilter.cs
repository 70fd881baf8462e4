using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>Which links are listed, and what is read of them, as <c>ip link show [type …] [master …] [group …] [up]</c>. What is null does not matter.</summary>
public sealed record LinkFilter
{
    /// <summary>Links of the kind: <c>veth</c>, <c>bridge</c>, … (IFLA_INFO_KIND).</summary>
    public string? Kind { get; init; }

    /// <summary>Ports of the link (IFLA_MASTER); <see cref="LinkReference.None"/>: links that are no ports.</summary>
    public LinkReference? Master { get; init; }

    /// <summary>Links of the group (IFLA_GROUP).</summary>
    public int? Group { get; init; }

    /// <summary>Links that are set up, or those that are not (IFF_UP).</summary>
    public bool? IsUp { get; init; }

    /// <summary>Reads <see cref="Link.Statistics"/> as well.</summary>
    public bool Statistics { get; init; }

    /// <summary>The kernel filters by kind and master only, and not by a kind that it does not know; before Linux 4.20 by chance.</summary>
    internal bool Matches(scoped in LinkRow row, int master) =>
        (Kind is null || Encoding.UTF8.GetBytes(Kind).AsSpan().SequenceEqual(row.Kind))
        && (Master is null || row.MasterIndex == master)
        && (Group is null || row.Group == Group)
        && (IsUp is null || (row.Flags & LinkFlags.Up) != 0 == IsUp);
}
