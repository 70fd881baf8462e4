using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.SideBySide;

/// <summary>Big tables, each in a namespace made for it.</summary>
internal static class NetlinkPaths
{
    private const int Dumps = 9;
    private const int Pairs = 1_000;

    // As the others ask: of every table.
    private static readonly RouteFilter s_ip4 = new() { Family = AddressFamily.InterNetwork, Table = null };

    internal static IEnumerable<Comparison> All(Programs programs, int routes)
    {
        var registry = new NamespaceRegistry();
        string directory = Directory.CreateTempSubdirectory("side-by-side-").FullName;
        string routesOfIp = Path.Join(directory, "routes"), pairsOfIp = Path.Join(directory, "pairs"), count = Arena.Text(routes), dumps = Arena.Text(Dumps);
        File.WriteAllLines(routesOfIp, Enumerable.Range(0, routes).Select(i => $"route add {Destination(i)}/32 dev lo"));
        File.WriteAllLines(pairsOfIp, Enumerable.Range(0, Pairs).Select(i => $"link add va{i} type veth peer name vb{i}"));
        try
        {
            using (NetworkNamespace full = registry.Add("full"))
            {
                full.Links.SetUp("lo");
                AddRoutes(full, routes);
                yield return new Comparison(
                    "dump of routes",
                    routes,
                    "routes",
                    [
                        new("C", programs.Floor(Dumps, "netlink", "dump", "/run/netns/full", dumps)),
                        new("LinuxNetns, rows", () => Cost.Of(Dumps, () => CountRows(full, routes))),
                        new("LinuxNetns, objects", () => Cost.Of(Dumps, () => Check(full.Routes.List(s_ip4).Count, routes))),
                        new("ip -4 route", programs.Command(3, "ip", "-netns", "full", "-4", "route")),
                        new("Go netlink", Programs.Peer(full, programs.Go, Dumps, "dump", count, dumps)),
                        new("pyroute2", Programs.Peer(full, programs.Pyroute2, 1, "dump", count, "1"), IsSlow: true),
                    ],
                    new("LinuxNetns, rows", "C", 1.10),
                    new("LinuxNetns, rows", "ip -4 route", 0.25),
                    new("LinuxNetns, rows", "Go netlink", 0.12));
            }

            Fresh fresh = new(registry, ns => ns.Links.SetUp("lo"));
            yield return new Comparison(
                "routes added",
                routes,
                "routes",
                [
                    new("C", fresh.With(programs.Floor(routes, "netlink", "routes", "/run/netns/fresh", count))),
                    new("LinuxNetns, batch", fresh.With(ns => Cost.Of(1, () => AddRoutes(ns, routes)) / routes)),
                    new("ip -batch", fresh.With(programs.Command(1, "ip", "-netns", "fresh", "-batch", routesOfIp), routes)),
                    new("Go netlink", programs.Go is null ? null : fresh.With(ns => Programs.Peer(ns, programs.Go, routes, "routes", count, "1")!())),
                    new("pyroute2", programs.Pyroute2 is null ? null : fresh.With(ns => Programs.Peer(ns, programs.Pyroute2, routes, "routes", count, "1")!()), IsSlow: true),
                ],
                new("LinuxNetns, batch", "C", 1.15),
                new("LinuxNetns, batch", "ip -batch", 0.5)) { Settle = () => Arena.Settle(registry) };
            string pairs = Arena.Text(Pairs);
            yield return new Comparison(
                "veth pairs",
                Pairs,
                "pairs",
                [
                    new("ip -batch", fresh.With(programs.Command(1, "ip", "-netns", "fresh", "-batch", pairsOfIp), Pairs)),
                    new("C", fresh.With(programs.Floor(Pairs, "netlink", "pairs", "/run/netns/fresh", pairs))),
                    new("LinuxNetns, batch", fresh.With(ns => Cost.Of(1, () => AddPairs(ns)) / Pairs)),
                    new("Go netlink", programs.Go is null ? null : fresh.With(ns => Programs.Peer(ns, programs.Go, Pairs, "pairs", pairs, "1")!())),
                    new("pyroute2", programs.Pyroute2 is null ? null : fresh.With(ns => Programs.Peer(ns, programs.Pyroute2, Pairs, "pairs", pairs, "1")!()), IsSlow: true),
                ],
                new Target("LinuxNetns, batch", "ip -batch", 0.95)) { Settle = () => Arena.Settle(registry) };
        }
        finally
        {
            registry.DeleteAll();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void AddRoutes(NetworkNamespace ns, int count)
    {
        NetlinkBatch batch = ns.Netlink.CreateBatch();
        for (int i = 0; i < count; i++)
            batch.Add(new Route(new IPNetwork(Destination(i), 32)) { Device = 1 });
        Check(batch.Execute().Count(result => result.IsSuccess), count);
    }

    private static void AddPairs(NetworkNamespace ns)
    {
        NetlinkBatch batch = ns.Netlink.CreateBatch();
        for (int i = 0; i < Pairs; i++)
            batch.Add(new VethLink($"va{i}") { PeerName = $"vb{i}" });
        Check(batch.Execute().Count(result => result.IsSuccess), Pairs);
    }

    private static void CountRows(NetworkNamespace ns, int expected)
    {
        int count = 0;
        foreach (RouteRow row in ns.Routes.EnumerateRows(s_ip4))
            count += row.PrefixLength == 32 ? 1 : 0;
        Check(count, expected);
    }

    private static IPAddress Destination(int i) => new(new ReadOnlySpan<byte>([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));

    private static void Check(int count, int expected)
    {
        if (count < expected)
            throw new InvalidOperationException($"{count} of {expected}.");
    }

    /// <summary>A namespace named "fresh", made for each measure.</summary>
    private sealed class Fresh(NamespaceRegistry registry, Action<NetworkNamespace> prepare)
    {
        internal Func<Cost> With(Func<NetworkNamespace, Cost> measure) => () =>
        {
            using NetworkNamespace ns = registry.Add("fresh");
            try
            {
                prepare(ns);
                return measure(ns);
            }
            finally
            {
                registry.Delete("fresh");
            }
        };

        internal Func<Cost>? With(Func<Cost>? measure, int operations = 1) => measure is null ? null : With(_ => measure() / operations);
    }
}
