namespace LinuxNetns.Netlink;

/// <summary>What happened to an object.</summary>
public enum NetlinkEventKind
{
    /// <summary>It was there when the listening began, or when its network namespace got the id by which it is known.</summary>
    Existing,

    /// <summary>
    /// All that was there has been told, or the differences of a <see cref="Resync"/>: what follows is news. There is no object.
    /// </summary>
    Listening,

    /// <summary>It was made, or is heard of for the first time.</summary>
    Added,

    /// <summary>
    /// The kernel told of it again: something changed, though not always something that the object shows. With <see cref="NetlinkResync.NoticeOnly"/>
    /// also what was made.
    /// </summary>
    Changed,

    /// <summary>It is gone, from this network namespace at least: a link may have moved.</summary>
    Removed,

    /// <summary>
    /// The kernel dropped events. There is no object. With <see cref="NetlinkResync.Differences"/> the differences follow, told as
    /// <see cref="Removed"/>, <see cref="Added"/> and <see cref="Changed"/>, and then <see cref="Listening"/>.
    /// </summary>
    Resync,
}
