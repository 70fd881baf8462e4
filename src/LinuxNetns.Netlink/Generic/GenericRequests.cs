namespace LinuxNetns.Netlink;

/// <summary>Carries the requests of one family. Its number is asked for at the first, and again when the kernel no longer knows it.</summary>
internal sealed class GenericRequests(NetlinkExchange exchange, GenericFamilies families, string family, byte version)
{
    internal NetlinkExchange Exchange => exchange;

    internal void Begin(ref NetlinkWriter request, byte command, HeaderFlags flags) =>
        request.Begin(families.Resolve(family), flags, new GenericHeader { Command = command, Version = version });

    /// <exception cref="NetlinkException">The kernel refused.</exception>
    internal void Change(in NetlinkWriter request, string operation)
    {
        ExtendedAck ack = exchange.Change(request);
        if (ack.Errno != Errno.None)
        {
            throw Checked(ack).ToException(operation, request);
        }
    }

    internal Dump Ask(in NetlinkWriter request, out ExtendedAck ack)
    {
        Dump answer = exchange.Ask(request.Written, out ack);
        Checked(ack);
        return answer;
    }

    internal Dump Dump(in NetlinkWriter request, string operation, bool isSecret = false)
    {
        try
        {
            return exchange.Dump(request.Written, operation, isSecret: isSecret);
        }
        catch (NetlinkException gone) when (gone.Errno == Errno.ENOENT)
        {
            families.Forget(family);
            throw;
        }
    }

    private ExtendedAck Checked(ExtendedAck ack)
    {
        if (ack.Errno == Errno.ENOENT)
        {
            families.Forget(family);
        }

        return ack;
    }
}
