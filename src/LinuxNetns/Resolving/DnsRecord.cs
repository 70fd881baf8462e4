using System.Net;

namespace LinuxNetns;

/// <summary>A record of an answer that a resolver looks at: an address, or the name that another one stands for.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Type">A, AAAA or CNAME.</param>
/// <param name="Address">The address of an A or AAAA.</param>
/// <param name="Target">The name that a CNAME leads to.</param>
internal sealed record DnsRecord(string Name, ushort Type, IPAddress? Address, string? Target);
