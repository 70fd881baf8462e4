using System.Globalization;
using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.TestHost;

/// <summary>
/// Four writers make and delete links and routes while four readers list them, half by a connection that all share. Every row tells what it must be, so that one
/// put together from two would not fit; and what nobody touches is in every list.
/// </summary>
internal sealed class Storm : IDisposable
{
    private const int Workers = 4;
    private const int Kept = 5;
    private const int Stable = 300;

    private static readonly RouteFilter s_ip4 = new() { Family = AddressFamily.InterNetwork };
    private static readonly RouteFilter s_ip6 = new() { Family = AddressFamily.InterNetworkV6 };

    private readonly NetworkNamespace _shared = NetworkNamespace.CreateAnonymous();
    private int _lists;
    private int _routes4;
    private int _routes6;

    private Storm()
    {
        _shared.Links.SetUp("lo");
        NetlinkBatch batch = _shared.Netlink.CreateBatch();
        for (int i = 0; i < Stable; i++)
        {
            batch.Add(Ip4(Workers, i)).Add(Ip6(Workers, i));
        }

        batch.Add(new BridgeLink("stable"));
        Require(batch.Execute().All(result => result.IsSuccess), "what stays could not be made");
    }

    internal static async Task RunAsync(int rounds)
    {
        // What the runtime and the library open once and keep.
        using (var first = new Storm())
        {
            await first.BlowAsync(2 * Kept);
        }

        // Or the collector might close what these left behind while those that are counted leave as much.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.WriteLine("warm");
        string[] before = Left();
        using (var storm = new Storm())
        {
            await storm.BlowAsync(rounds);
            Console.WriteLine($"enough: {storm._lists > 20 && storm._routes4 > 20 && storm._routes6 > 20}");
            Console.WriteLine($"links: {string.Join(' ', storm._shared.Links.List().Select(link => link.Name).Where(name => name is "lo" or "stable" || name.Contains('x', StringComparison.Ordinal)))}");
            Console.WriteLine($"routes: {storm._shared.Routes.List(s_ip4).Count} {storm._shared.Routes.List(s_ip6).Count(IsOurs)}");
        }

        // A thread that has been joined may take another moment to leave the table.
        long end = Environment.TickCount64 + 10_000;
        string[] after;
        do
        {
            after = Left();
        }
        while (!after.SequenceEqual(before) && Environment.TickCount64 < end);
        Console.WriteLine($"left: {string.Join(' ', after.Except(before))}{(after.Length > before.Length ? $" ({after.Length} instead of {before.Length})" : "")}");
    }

    public void Dispose() => _shared.Dispose();

    private async Task BlowAsync(int rounds)
    {
        using var stop = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, Workers).Select(reader => Start(() => Read(own: reader % 2 == 0, stop.Token)))];
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(writer => Start(() => Write(writer, rounds))));
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static Task Start(Action body) => Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Write(int writer, int rounds)
    {
        using NetworkNamespace mine = NetworkNamespace.FromHandle(_shared.Handle);
        for (int i = 0; i < rounds; i++)
        {
            int mtu = Mtu(writer, i);
            mine.Links.Add(new BridgeLink($"br{writer}x{i}") { Mtu = mtu, Group = mtu });
            mine.Links.Add(new VethLink($"v{writer}x{i}") { Mtu = mtu, Group = mtu, PeerName = $"p{writer}x{i}" });
            if (i % 3 == 0)
            {
                mine.Links.Change($"v{writer}x{i}", new Link { Master = $"br{writer}x{i}" });
            }

            mine.Routes.Add(Ip4(writer, i));
            mine.Routes.Add(Ip6(writer, i));
            if (i >= Kept)
            {
                Remove(mine, writer, i - Kept);
            }
        }

        for (int i = rounds - Kept; i < rounds; i++)
        {
            Remove(mine, writer, i);
        }
    }

    private static void Remove(NetworkNamespace ns, int writer, int i)
    {
        ns.Links.Delete($"v{writer}x{i}");
        ns.Links.Delete($"br{writer}x{i}");
        ns.Routes.Delete(Ip4(writer, i));
        ns.Routes.Delete(Ip6(writer, i));
    }

    private void Read(bool own, CancellationToken stop)
    {
        using NetworkNamespace? mine = own ? NetworkNamespace.FromHandle(_shared.Handle) : null;
        NetworkNamespace ns = mine ?? _shared;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                CheckLinks(ns.Links.List());
                Interlocked.Increment(ref _lists);
                CheckRoutes(ns.Routes.List(s_ip4));
                Interlocked.Increment(ref _routes4);
                // The kernel misses and repeats IPv6 routes when the table changes during a dump, and does not say so (ip -6 route has the same): each one is right.
                foreach (Route route in ns.Routes.List(s_ip6).Where(IsOurs))
                {
                    Check(route);
                }

                Interlocked.Increment(ref _routes6);
            }
            catch (NetlinkDumpInterruptedException)
            {
                // Typed, and allowed.
            }
        }
    }

    private static void CheckLinks(IReadOnlyList<Link> links)
    {
        Require(links.Count == links.DistinctBy(link => link.Index).Count(), "a link is there twice");
        Require(links.Count(link => link.Name is "lo" or "stable") == 2, "a link that nobody touches is missing");
        foreach (Link link in links)
        {
            Check(link);
        }
    }

    /// <summary>A bridge br*, a veth v* with its peer p*.</summary>
    private static void Check(Link link)
    {
        // Older kernels put devices of their own into every namespace: tunl0, gre0, sit0, ….
        if (!link.Name.Contains('x', StringComparison.Ordinal))
        {
            return;
        }

        if (link.Name[0] == 'p')
        {
            Require(link is VethLink { Mtu: 1500 }, $"{link}");
            return;
        }

        int[] numbers = Array.ConvertAll(link.Name.TrimStart('b', 'r', 'v').Split('x'), text => int.Parse(text, CultureInfo.InvariantCulture));
        int expected = Mtu(numbers[0], numbers[1]);
        // The dump of newer kernels takes no lock (rtnl_dump_ifinfo under RCU): a bridge may be seen while it is being made, before it got its address and its MTU.
        Require(link.Group == expected && (link.Mtu == expected || link is BridgeLink { Mtu: 1500 }), $"{link}");
        Require(link.Name[0] == 'b' ? link is BridgeLink : link is VethLink, $"{link}");
    }

    private static void CheckRoutes(IReadOnlyList<Route> routes)
    {
        Require(routes.Count == routes.DistinctBy(route => route.Destination).Count(), "a route is there twice");
        Require(routes.Count(route => route.Priority >= Metric(Workers, 0)) == Stable, "a route that nobody touches is missing");
        foreach (Route route in routes)
        {
            Check(route);
        }
    }

    private static void Check(Route route)
    {
        byte[] address = route.Destination.BaseAddress.GetAddressBytes();
        bool is6 = address.Length == 16;
        (int worker, int i) = is6 ? (address[3], (address[4] << 8) | address[5]) : (address[1] >> 4, ((address[1] & 15) << 8) | address[2]);
        Require(
            (route.Destination.PrefixLength, route.Priority, route.Protocol, route.Device) == (is6 ? 64 : 24, Metric(worker, i), RouteProtocol.Static, LinkReference.FromIndex(1)),
            $"{route} metric {route.Priority} proto {route.Protocol}");
    }

    private static bool IsOurs(Route route) => route.Destination.BaseAddress.GetAddressBytes() is [0xfd, ..];

    private static Route Ip4(int worker, int i) =>
        new(new IPNetwork(new IPAddress((byte[])[10, (byte)((worker << 4) | (i >> 8)), (byte)i, 0]), 24)) { Device = 1, Priority = Metric(worker, i), Protocol = RouteProtocol.Static };

    private static Route Ip6(int worker, int i) =>
        new(new IPNetwork(new IPAddress((byte[])[0xfd, 0, 0, (byte)worker, (byte)(i >> 8), (byte)i, .. new byte[10]]), 64)) { Device = 1, Priority = Metric(worker, i), Protocol = RouteProtocol.Static };

    private static uint Metric(int worker, int i) => (uint)((worker * 10_000) + i + 1);

    private static int Mtu(int writer, int i) => 1000 + (writer * 100) + i;

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>
    /// Every descriptor by what it is, without its number, and every thread; but those of the runtime's pool, which come and go as they like, and the assemblies that
    /// it opens when it likes.
    /// </summary>
    private static string[] Left() =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd").Select(path => ProcText.Link(path)).Select(target => target.Split(':')[0]).Where(target => target.Length > 0 && !target.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        .. Directory.GetDirectories("/proc/self/task").Select(path => ProcText.Text(path, "comm").Trim()).Where(name => name.Length > 0 && !name.StartsWith(".NET TP", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
