using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LinuxNetns;

/// <summary>Finds the addresses of a host as getaddrinfo(3) does: the hosts file and name servers, in the order of nsswitch.conf.</summary>
internal sealed class StubResolver(ResolverSettings settings, IReadOnlyList<NameSource> sources, string? hosts, IDnsTransport transport)
{
    private const int MaxAliases = 16;
    private const int NoSuchName = 3;

    private static int s_turn;

    /// <param name="host">A name; not an address.</param>
    /// <param name="family">IPv4, IPv6 or both.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>At least one address; of both families IPv6 first.</returns>
    /// <exception cref="SocketException">HostNotFound, NoData or TryAgain.</exception>
    internal async Task<IPAddress[]> ResolveAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        SocketError error = SocketError.HostNotFound;
        string plain = host.EndsWith('.') ? host[..^1] : host;
        foreach (NameSource source in sources)
        {
            DnsAnswer answer = source.IsDns
                ? await SearchAsync(host, family, cancellationToken).ConfigureAwait(false)
                : new DnsAnswer(error, HostsFile.Find(hosts, plain, family));
            if (answer.Addresses.Count > 0)
                return [.. answer.Addresses.Distinct()];
            error = source.IsDns ? answer.Error : error;
            if (source.IsLast)
                break;
        }

        throw new SocketException((int)error);
    }

    /// <summary>The name as it is and in the domains to search, in the order that its dots decide.</summary>
    private async Task<DnsAnswer> SearchAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        string plain = host.TrimEnd('.');
        // RFC 6761, 6.3: that is never asked for.
        if (DnsName.Same(plain, "localhost") || plain.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return Loopback(family);
        DnsAnswer? worst = null;
        foreach (string name in Candidates(host))
        {
            DnsAnswer answer = await AskFamiliesAsync(name, family, cancellationToken).ConfigureAwait(false);
            if (answer.Addresses.Count > 0)
                return answer;
            worst = worst is null ? answer : worst.And(answer);
        }

        return worst ?? DnsAnswer.Failed(SocketError.HostNotFound);
    }

    private IEnumerable<string> Candidates(string host)
    {
        if (host.EndsWith('.'))
            return [host];
        IEnumerable<string> searched = settings.Search.Select(domain => $"{host}.{domain}");
        return host.Count(c => c == '.') >= settings.Dots ? searched.Prepend(host) : searched.Append(host);
    }

    private async Task<DnsAnswer> AskFamiliesAsync(string name, AddressFamily family, CancellationToken cancellationToken)
    {
        bool four = family != AddressFamily.InterNetworkV6;
        bool six = family != AddressFamily.InterNetwork && !settings.WithoutIpv6;
        if (!four || !six)
            return four ? await AskAsync(name, DnsMessage.A, cancellationToken).ConfigureAwait(false)
                : six ? await AskAsync(name, DnsMessage.Aaaa, cancellationToken).ConfigureAwait(false) : DnsAnswer.Failed(SocketError.NoData);
        Task<DnsAnswer> v6 = AskAsync(name, DnsMessage.Aaaa, cancellationToken);
        if (settings.OneAtATime)
            await v6.ConfigureAwait(false);
        Task<DnsAnswer> v4 = AskAsync(name, DnsMessage.A, cancellationToken);
        await Task.WhenAll(v6, v4).ConfigureAwait(false);
        return (await v6.ConfigureAwait(false)).And(await v4.ConfigureAwait(false));
    }

    /// <summary>One type, along the aliases: an answer may end at a name that has to be asked for again.</summary>
    private async Task<DnsAnswer> AskAsync(string name, ushort type, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxAliases; i++)
        {
            if (DnsName.Encode(name) is not byte[] encoded)
                return DnsAnswer.Failed(SocketError.HostNotFound);
            DnsResponse? response = await AskServersAsync(encoded, name, type, cancellationToken).ConfigureAwait(false);
            if (response is null)
                return DnsAnswer.Failed(SocketError.TryAgain);
            if (response.Code == NoSuchName)
                return DnsAnswer.Failed(SocketError.HostNotFound);
            string last = FollowAliases(response);
            IPAddress[] addresses = [.. response.Answers.Where(record => record.Type == type && DnsName.Same(record.Name, last)).Select(record => record.Address!)];
            if (addresses.Length > 0)
                return new DnsAnswer(SocketError.Success, addresses);
            if (DnsName.Same(last, response.Name))
                return DnsAnswer.Failed(SocketError.NoData);
            name = last;
        }

        return DnsAnswer.Failed(SocketError.TryAgain);
    }

    private static string FollowAliases(DnsResponse response)
    {
        string name = response.Name;
        for (int i = 0; i < MaxAliases; i++)
        {
            if (response.Answers.FirstOrDefault(record => record.Type == DnsMessage.Cname && DnsName.Same(record.Name, name)) is not { Target: string target })
                return name;
            name = target;
        }

        return name;
    }

    /// <summary>The first server that says yes or no; null where none does.</summary>
    private async Task<DnsResponse?> AskServersAsync(byte[] encoded, string name, ushort type, CancellationToken cancellationToken)
    {
        int first = settings.Rotates ? Interlocked.Increment(ref s_turn) & int.MaxValue : 0;
        for (int attempt = 0; attempt < settings.Attempts; attempt++)
        {
            for (int i = 0; i < settings.Servers.Count; i++)
            {
                NameServer server = settings.Servers[(first + i) % settings.Servers.Count];
                DnsResponse? response = await TryAskAsync(server, encoded, name, type, cancellationToken).ConfigureAwait(false);
                if (response is { Code: 0 or NoSuchName })
                    return response;
            }
        }

        return null;
    }

    private async Task<DnsResponse?> TryAskAsync(NameServer server, byte[] encoded, string name, ushort type, CancellationToken cancellationToken)
    {
        ushort id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        byte[] query = DnsMessage.Query(id, encoded, type);
        string asked = name.TrimEnd('.');
        bool IsAnswer(DnsResponse response) => response.Id == id && response.Type == type && DnsName.Same(response.Name, asked);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Timeout);
        try
        {
            DnsResponse response = await transport.AskAsync(server, query, settings.UsesTcp, IsAnswer, patience.Token).ConfigureAwait(false);
            if (!response.IsTruncated || settings.UsesTcp)
                return response;
            patience.CancelAfter(settings.Timeout);
            return await transport.AskAsync(server, query, tcp: true, IsAnswer, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException and not NetworkNamespaceException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static DnsAnswer Loopback(AddressFamily family) => new(SocketError.Success, family switch
    {
        AddressFamily.InterNetwork => [IPAddress.Loopback],
        AddressFamily.InterNetworkV6 => [IPAddress.IPv6Loopback],
        _ => [IPAddress.IPv6Loopback, IPAddress.Loopback],
    });
}
