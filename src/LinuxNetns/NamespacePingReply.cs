using System.Net;
using System.Net.NetworkInformation;

namespace LinuxNetns;

/// <summary>What became of <see cref="NetworkNamespace.PingAsync"/>.</summary>
/// <param name="Status">Success, TimedOut, TtlExpired, or what was unreachable.</param>
/// <param name="Address">Who answered: the host, or a router that says why not; null where nobody did, or where it is not known.</param>
/// <param name="RoundTripTime">From sending to the answer; zero where there is none.</param>
public sealed record NamespacePingReply(IPStatus Status, IPAddress? Address, TimeSpan RoundTripTime);
