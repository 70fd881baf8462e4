namespace LinuxNetns;

/// <summary>What a name server answered.</summary>
/// <param name="Id">The query's number.</param>
/// <param name="IsTruncated">Whether it did not fit; the records are not read then.</param>
/// <param name="Code">RCODE: 0, 2 (SERVFAIL), 3 (NXDOMAIN), …</param>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Type">The type that was asked for.</param>
/// <param name="Answers">Addresses and aliases of the answer section, in its order.</param>
internal sealed record DnsResponse(ushort Id, bool IsTruncated, int Code, string Name, ushort Type, IReadOnlyList<DnsRecord> Answers);
