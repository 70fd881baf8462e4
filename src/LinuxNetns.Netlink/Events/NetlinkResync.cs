namespace LinuxNetns.Netlink;

/// <summary>What a <see cref="NetlinkMonitor"/> does when the kernel dropped events, because they came faster than they were read (ENOBUFS).</summary>
public enum NetlinkResync
{
    /// <summary>
    /// It lists everything anew and tells the differences to what it has told. For that it keeps each object that it told of, some hundred bytes for
    /// an address or a route, some thousand for a link; and it can tell <see cref="NetlinkEventKind.Added"/> from <see cref="NetlinkEventKind.Changed"/>.
    /// </summary>
    Differences,

    /// <summary>It says so, and no more. It keeps nothing: everything new is <see cref="NetlinkEventKind.Changed"/>, since the kernel does not say which.</summary>
    NoticeOnly,
}
