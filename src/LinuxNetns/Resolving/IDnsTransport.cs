namespace LinuxNetns;

/// <summary>How a resolver reaches a name server; the seam for tests.</summary>
internal interface IDnsTransport
{
    /// <summary>Sends a query and waits for its answer.</summary>
    /// <param name="server">The server.</param>
    /// <param name="query">The message.</param>
    /// <param name="tcp">By TCP, else by UDP.</param>
    /// <param name="isAnswer">Whether a message is the answer; by UDP anything else is passed over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer.</returns>
    Task<DnsResponse> AskAsync(NameServer server, ReadOnlyMemory<byte> query, bool tcp, Predicate<DnsResponse> isAnswer, CancellationToken cancellationToken);
}
