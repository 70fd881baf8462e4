using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

using LinuxNetns.Netlink;

namespace LinuxNetns.Benchmarks;

/// <summary>
/// Big tables, ours beside a C program (its source is given by FLOOR), ip, and where they are installed pyroute2 and Go's netlink: interleaved rounds with
/// rotating order, each in a namespace of its own; medians and ratios.
/// </summary>
internal static partial class NetlinkComparison
{
    private const int Rounds = 9;
    private const int Routes = 10_000;
    private const int Pairs = 1_000;

    private static readonly RouteFilter s_ip4 = new() { Family = AddressFamily.InterNetwork };

    /// <summary><c>netlink [FLOOR]</c>: FLOOR is the built C program.</summary>
    internal static int Run(string? floor)
    {
        string directory = Directory.CreateTempSubdirectory("lnx-bench-").FullName;
        try
        {
            string routes = Path.Join(directory, "routes");
            File.WriteAllLines(routes, Enumerable.Range(0, Routes).Select(i => $"route add {Destination(i)}/32 dev lo"));
            string pairs = Path.Join(directory, "pairs");
            File.WriteAllLines(pairs, Enumerable.Range(0, Pairs).Select(i => $"link add va{i} type veth peer name vb{i}"));

            Report(
                $"dump of {Routes} routes",
                Contestant.Inside("C", floor, AddRoutes, ns => Floor(ns, floor!, "dump", "route", "9", "32")),
                Contestant.Inside("LinuxNetns, rows", "", AddRoutes, ns => Best(() => CountRows(ns))),
                Contestant.Inside("LinuxNetns, objects", "", AddRoutes, ns => Best(() => Check(ns.Routes.List(s_ip4).Count, Routes))),
                Contestant.Inside("ip -4 route", "", AddRoutes, ns => Program(ns, "ip", "-4", "route")));
            Report(
                $"{Routes} routes added",
                Contestant.Inside("C", floor, Up, ns => Floor(ns, floor!, "addroutes", $"{Routes}", "3", "256")),
                Contestant.Inside("LinuxNetns, batch", "", Up, AddRoutes),
                Contestant.Inside("ip -batch", "", Up, ns => Program(ns, "ip", "-batch", routes)));
            Report(
                $"{Pairs} veth pairs",
                Contestant.Inside("ip -batch", "", null, ns => Program(ns, "ip", "-batch", pairs)),
                Contestant.Inside("C", floor, null, ns => Floor(ns, floor!, "veth", $"{Pairs}", "3", "64")),
                Contestant.Inside("LinuxNetns, batch", "", null, AddPairs));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Report(string what, params Contestant[] contestants)
    {
        contestants = [.. contestants.Where(contestant => contestant.IsThere)];
        var times = contestants.ToDictionary(contestant => contestant, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                Contestant contestant = contestants[(i + round) % contestants.Length];
                times[contestant].Add(contestant.Measure());
            }
        }

        Console.WriteLine(what);
        double first = Median(times[contestants[0]]);
        foreach (Contestant contestant in contestants)
        {
            List<double> all = times[contestant];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {contestant.Name,-22} {Median(all),9:0.00} ms  {all.Min(),9:0.00} to {all.Max(),9:0.00}  ratio {Median(all) / first:0.00}"));
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>The median of nine, as the C program takes it of its own rounds.</summary>
    private static double Best(Action action) => Median([.. Enumerable.Range(0, Rounds).Select(_ => Time(action))]);

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Up(NetworkNamespace ns) => Time(() => ns.Links.SetUp("lo"));

    private static double AddRoutes(NetworkNamespace ns)
    {
        ns.Links.SetUp("lo");
        return Time(() =>
        {
            NetlinkBatch batch = ns.Netlink.CreateBatch();
            for (int i = 0; i < Routes; i++)
                batch.Add(new Route(new IPNetwork(Destination(i), 32)) { Device = 1 });
            Check(batch.Execute().Count(result => result.IsSuccess), Routes);
        });
    }

    private static double AddPairs(NetworkNamespace ns) => Time(() =>
    {
        NetlinkBatch batch = ns.Netlink.CreateBatch();
        for (int i = 0; i < Pairs; i++)
            batch.Add(new VethLink($"va{i}") { PeerName = $"vb{i}" });
        Check(batch.Execute().Count(result => result.IsSuccess), Pairs);
    });

    private static void CountRows(NetworkNamespace ns)
    {
        int count = 0;
        foreach (RouteRow row in ns.Routes.EnumerateRows(s_ip4))
            count += row.PrefixLength == 32 ? 1 : 0;
        Check(count, Routes);
    }

    private static IPAddress Destination(int i) => new(new ReadOnlySpan<byte>([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));

    private static double Program(NetworkNamespace ns, string program, params string[] arguments) => Time(() => Run(ns, program, arguments));

    /// <summary>The C program tells its own time, in milliseconds, without its start.</summary>
    private static double Floor(NetworkNamespace ns, string program, params string[] arguments)
    {
        string output = Run(ns, program, arguments);
        Match time = Duration().Match(output);
        return double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) / (time.Groups[2].Value == "us" ? 1000 : 1);
    }

    private static string Run(NetworkNamespace ns, string program, string[] arguments)
    {
        CommandResult result = ns.ExecAsync(program, arguments, new ExecOptions { Sysfs = SysfsMode.None }).GetAwaiter().GetResult();
        return result.ExitCode == 0 ? result.StandardOutput : throw new InvalidOperationException($"{program}: {result.StandardError}");
    }

    private static void Check(int count, int expected)
    {
        if (count != expected)
            throw new InvalidOperationException($"{count} of {expected}.");
    }

    [GeneratedRegex("([0-9.]+) (us|ms)")]
    private static partial Regex Duration();

    /// <summary>One way to do it, in a namespace made for each round.</summary>
    private sealed record Contestant(string Name, bool IsThere, Func<double> Measure)
    {
        internal static Contestant Inside(string name, string? needed, Func<NetworkNamespace, double>? prepare, Func<NetworkNamespace, double> run) =>
            new(name, needed is not null, () =>
            {
                using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
                prepare?.Invoke(ns);
                return run(ns);
            });
    }
}
