namespace LinuxNetns.Netlink;

/// <summary>What became of one request of a batch.</summary>
public readonly record struct NetlinkResult
{
    internal NetlinkResult(NetlinkException? exception)
    {
        Exception = exception;
    }

    /// <summary>The kernel accepted it.</summary>
    public bool IsSuccess => Exception is null;

    /// <summary>The kernel's error; <see cref="Netlink.Errno.None"/> is success.</summary>
    public Errno Errno => Exception?.Errno ?? Errno.None;

    /// <summary>What a single request would have thrown, or null.</summary>
    public NetlinkException? Exception { get; }
}
