using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>How a <see cref="NetlinkMonitor"/> listens. The defaults tell everything of one network namespace, with what is there to begin with.</summary>
public sealed record NetlinkMonitorOptions
{
    private const int SmallestReceiveBuffer = 4 * 1024;
    private const int LargestReceiveBuffer = 1 << 30;

    private readonly NetlinkTopics _topics = NetlinkTopics.All;
    private readonly AddressFamily? _family;
    private readonly NetlinkResync _resync;
    private readonly int _receiveBufferSize = 1 << 20;

    /// <summary>What to tell of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is nothing, or unknown.</exception>
    public NetlinkTopics Topics
    {
        get => _topics;
        init => _topics = value != NetlinkTopics.None && (value & ~NetlinkTopics.All) == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "There is nothing to listen to.");
    }

    /// <summary>IPv4 only or IPv6 only, as <c>ip -4</c> and <c>-6</c>; null for both. Links and namespace ids have no family and always pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another family.</exception>
    public AddressFamily? Family
    {
        get => _family;
        init
        {
            _ = value.ToKernel();
            _family = value == AddressFamily.Unspecified ? null : value;
        }
    }

    /// <summary>
    /// Tells of every network namespace that the listener's has an id for, as <c>ip monitor all-nsid</c> (NETLINK_LISTEN_ALL_NSID, Linux 4.2).
    /// Needs CAP_NET_BROADCAST in the user namespace that owns the listener's namespace; the kernel leaves those out over which the opener lacks it.
    /// </summary>
    /// <remarks>
    /// Of the others, links and addresses can be listed from here (with CAP_NET_ADMIN over them), so that only these are told as
    /// <see cref="NetlinkEventKind.Existing"/> and compared after a loss. A namespace that ends takes all its objects with it: only its id is told as removed.
    /// </remarks>
    public bool AllNetnsIds { get; init; }

    /// <summary>Tells first what is there, as <see cref="NetlinkEventKind.Existing"/>, without a gap before the first news.</summary>
    public bool IncludeExisting { get; init; } = true;

    /// <summary>What to do when events were lost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is unknown.</exception>
    public NetlinkResync Resync
    {
        get => _resync;
        init => _resync = value is NetlinkResync.Differences or NetlinkResync.NoticeOnly ? value : throw new ArgumentOutOfRangeException(nameof(value), value, null);
    }

    /// <summary>
    /// How many bytes of events may wait in the kernel for a reader that is slow, from 4 KiB to 1 GiB (SO_RCVBUFFORCE; without CAP_NET_ADMIN no more than
    /// net.core.rmem_max). The kernel doubles the number, and counts some hundred bytes more than an event has.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public int ReceiveBufferSize
    {
        get => _receiveBufferSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, SmallestReceiveBuffer);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestReceiveBuffer);
            _receiveBufferSize = value;
        }
    }
}
