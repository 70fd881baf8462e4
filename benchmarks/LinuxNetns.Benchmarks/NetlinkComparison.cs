using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

using LinuxNetns.Netlink;

namespace LinuxNetns.Benchmarks;

/// <summary>Big tables: ours beside a C program that does no more than it must (FLOOR), ip, and where they are installed pyroute2 and Go's netlink.</summary>
internal static partial class NetlinkComparison
{
    private const int Dumps = 9;
    private const int Routes = 10_000;
    private const int Pairs = 1_000;

    // As the C program asks: of every table.
    private static readonly RouteFilter s_ip4 = new() { Family = AddressFamily.InterNetwork, Table = null };

    /// <summary><c>netlink [FLOOR]</c>: FLOOR is the built C program.</summary>
    internal static int Run(string? floor)
    {
        string directory = Directory.CreateTempSubdirectory("lnx-bench-").FullName;
        try
        {
            Compare(new NamespaceRegistry(), directory, floor is null ? null : [floor], Peers.BuildGo(directory), Peers.FindPyroute2());
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Compare(NamespaceRegistry registry, string directory, string[]? floor, string[]? go, string[]? python)
    {
        string routes = Path.Join(directory, "routes");
        File.WriteAllLines(routes, Enumerable.Range(0, Routes).Select(i => $"route add {Destination(i)}/32 dev lo"));
        string pairs = Path.Join(directory, "pairs");
        File.WriteAllLines(pairs, Enumerable.Range(0, Pairs).Select(i => $"link add va{i} type veth peer name vb{i}"));

        Contest.Run(
            $"dump of {Routes} routes",
            registry,
            new("C", Timed(floor, "dump", "route", $"{Dumps}", "32"), Fill),
            new("LinuxNetns, rows", ns => MedianOf(() => CountRows(ns)), Fill),
            new("LinuxNetns, objects", ns => MedianOf(() => Check(ns.Routes.List(s_ip4).Count)), Fill),
            new("ip -4 route", ns => Time(() => Run(ns, ["ip", "-4", "route"])), Fill),
            new("Go netlink", Timed(go, "dump", $"{Routes}", $"{Dumps}"), Fill),
            new("pyroute2", Timed(python, "dump", $"{Routes}", "3"), Fill));
        Contest.Run(
            $"{Routes} routes added",
            registry,
            new("C", Timed(floor, "addroutes", $"{Routes}", "3", "256"), Up),
            new("LinuxNetns, batch", ns => Time(() => AddRoutes(ns)), Up),
            new("ip -batch", ns => Time(() => Run(ns, ["ip", "-batch", routes])), Up),
            new("Go netlink", Timed(go, "routes", $"{Routes}", "1"), Up),
            new("pyroute2", Timed(python, "routes", $"{Routes}", "1"), Up));
        Contest.Run(
            $"{Pairs} veth pairs",
            registry,
            new("ip -batch", ns => Time(() => Run(ns, ["ip", "-batch", pairs]))),
            new("C", Timed(floor, "veth", $"{Pairs}", "3", "64")),
            new("LinuxNetns, batch", ns => Time(() => AddPairs(ns))),
            new("Go netlink", Timed(go, "pairs", $"{Pairs}", "1")),
            new("pyroute2", Timed(python, "pairs", $"{Pairs}", "1")));
    }

    /// <summary>The median of as many rounds in this process as the C program takes of its own.</summary>
    private static double MedianOf(Action action) => Enumerable.Range(0, Dumps).Select(_ => Time(action)).Order().ElementAt(Dumps / 2);

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Up(NetworkNamespace ns) => ns.Links.SetUp("lo");

    private static void Fill(NetworkNamespace ns)
    {
        Up(ns);
        AddRoutes(ns);
    }

    private static void AddRoutes(NetworkNamespace ns)
    {
        NetlinkBatch batch = ns.Netlink.CreateBatch();
        for (int i = 0; i < Routes; i++)
            batch.Add(new Route(new IPNetwork(Destination(i), 32)) { Device = 1 });
        Check(batch.Execute().Count(result => result.IsSuccess));
    }

    private static void AddPairs(NetworkNamespace ns)
    {
        NetlinkBatch batch = ns.Netlink.CreateBatch();
        for (int i = 0; i < Pairs; i++)
            batch.Add(new VethLink($"va{i}") { PeerName = $"vb{i}" });
        Check(batch.Execute().Count(result => result.IsSuccess), Pairs);
    }

    private static void CountRows(NetworkNamespace ns)
    {
        int count = 0;
        foreach (RouteRow row in ns.Routes.EnumerateRows(s_ip4))
            count += row.PrefixLength == 32 ? 1 : 0;
        Check(count);
    }

    private static IPAddress Destination(int i) => new(new ReadOnlySpan<byte>([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));

    /// <summary>A program that tells its own time, without its start.</summary>
    private static Func<NetworkNamespace, double>? Timed(string[]? command, params string[] arguments) => command is null ? null : ns =>
    {
        Match time = Duration().Match(Run(ns, [.. command, .. arguments]));
        return double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) / (time.Groups[2].Value == "us" ? 1000 : 1);
    };

    private static string Run(NetworkNamespace ns, string[] command)
    {
        CommandResult result = ns.ExecAsync(command[0], command[1..], new ExecOptions { Sysfs = SysfsMode.None }).GetAwaiter().GetResult();
        return result.ExitCode == 0 ? result.StandardOutput : throw new InvalidOperationException($"{command[0]}: {result.StandardError}");
    }

    private static void Check(int count, int expected = Routes)
    {
        if (count < expected)
            throw new InvalidOperationException($"{count} of {expected}.");
    }

    [GeneratedRegex("([0-9.]+) (us|ms)")]
    private static partial Regex Duration();
}
