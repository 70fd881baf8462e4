using System.Text.RegularExpressions;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>
/// One description in the words of <c>ip</c> and one in ours. ip's is made, read and deleted; then ours must look the same to ip and to us; then ours is
/// deleted, and what was read of ip's is written, and must look the same again.
/// </summary>
internal sealed class RoundTrip<T>
    where T : NetlinkObject
{
    internal required Lab Lab { get; init; }

    /// <summary>How ip shows everything, as JSON.</summary>
    internal required string Show { get; init; }

    internal required Func<IEnumerable<T>> List { get; init; }

    internal required Action<T> Add { get; init; }

    internal required Action<T> Delete { get; init; }

    /// <summary>Takes out what time changes.</summary>
    internal Func<T, object> Settle { get; init; } = item => item;

    internal void Check(string ip, T ours)
    {
        object[] before = Settled();
        string complaint = Lab.TryIp(ip);
        SkipWithout(complaint);
        if (complaint.Length > 0)
            TestKernel.SkipIfOld($"what ip asks for ({complaint.Trim()})");
        Assert.True(complaint.Length == 0, $"ip {ip}: {complaint}");

        string shown = Shown();
        object[] listed = Settled();
        T found = Assert.Single(List(), item => !before.Contains(Settle(item)));
        Delete(found);
        Assert.Equal(before, Settled());

        Add(ours);
        Assert.Equal(shown, Shown());
        Assert.Equal(listed, Settled());
        Delete(ours);
        Assert.Equal(before, Settled());

        Add(found);
        Assert.Equal(shown, Shown());
        Assert.Equal(listed, Settled());
    }

    private static void SkipWithout(string complaint)
    {
        string[] missing = ["lwt encapsulation type not supported", "Operation not supported", "Unknown device type", "not enabled in this kernel"];
        if (missing.Any(text => complaint.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            Assert.Skip($"This kernel lacks it: {complaint}");
        }
    }

    private string Shown() => Regex.Replace(Lab.Ip(Show), "\"(expires|valid_life_time|preferred_life_time)\":[0-9]+", "\"$1\":0");

    private object[] Settled() => [.. List().Select(Settle)];
}
