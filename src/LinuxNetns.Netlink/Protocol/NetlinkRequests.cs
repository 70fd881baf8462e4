namespace LinuxNetns.Netlink;

/// <summary>Carries objects to the kernel: one at a time, now or on a thread of the pool.</summary>
internal sealed class NetlinkRequests(NetlinkExchange exchange, LinkResolver links)
{
    internal NetlinkExchange Exchange => exchange;

    internal LinkResolver Links => links;

    /// <exception cref="NetlinkException">The kernel refused.</exception>
    internal void Execute(NetlinkObject item, Verb verb)
    {
        ArgumentNullException.ThrowIfNull(item);
        var request = new NetlinkWriter(stackalloc byte[512]);
        try
        {
            item.Write(ref request, verb, links);
            ExtendedAck ack = exchange.Change(request);
            if (ack.Errno != Errno.None)
            {
                throw ack.ToException($"{verb.Word()} {item.Describe()}", request);
            }
        }
        finally
        {
            request.Dispose();
        }
    }

    internal Task ExecuteAsync(NetlinkObject item, Verb verb, CancellationToken cancellationToken) =>
        exchange.RunAsync(() => Execute(item, verb), cancellationToken);
}
