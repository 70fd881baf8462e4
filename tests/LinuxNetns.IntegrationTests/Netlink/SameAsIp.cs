using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Compares what we and what <c>ip -j</c> read in a namespace that anybody made, given by its path.</summary>
internal static class SameAsIp
{
    /// <summary>Links, addresses, routes of all tables, rules and neighbours; the lines of each, which are the same in both readings.</summary>
    internal static Dictionary<string, string[]> Check(string path)
    {
        TestPrivilege.RequireProgram("ip");
        TestPrivilege.RequireProgram("nsenter");
        using NetworkNamespace ns = NetworkNamespace.OpenPath(path);
        Dictionary<int, string> names = ns.Links.List().ToDictionary(link => link.Index, link => link.Name);
        JsonElement[] links = Read(path, "-d address");
        return new Dictionary<string, string[]>
        {
            ["links"] = Same(links.Select(Link), ns.Links.List().Select(link => Link(link, names))),
            ["addresses"] = Same(links.SelectMany(Addresses), ns.Addresses.List().Select(address => Address(address, names))),
            ["routes"] = Same(
                Read(path, "-N -d -4 route show table all").Select(route => Route(route, 32)).Concat(Read(path, "-N -d -6 route show table all").Select(route => Route(route, 128))),
                ns.Routes.List(RouteFilter.AllTables).Select(route => Route(route, names))),
            ["rules"] = Same(
                Read(path, "-N -d -4 rule").Concat(Read(path, "-N -d -6 rule")).Select(rule => $"{Text(rule, "priority")} {Text(rule, "table")} {Text(rule, "protocol")}"),
                ns.Rules.List().Select(rule => $"{rule.Priority ?? 0} {rule.Table?.Value} {rule.Protocol?.Value}")),
            ["neighbors"] = Same(Read(path, "neighbor").Select(Neighbor), ns.Neighbors.List().Where(IsShown).Select(neighbor => Neighbor(neighbor, names))),
        };
    }

    private static string[] Same(IEnumerable<string> theirs, IEnumerable<string> ours)
    {
        string[] expected = [.. theirs.Order(StringComparer.Ordinal)];
        Assert.Equal(expected, ours.Order(StringComparer.Ordinal));
        return expected;
    }

    private static string Link(JsonElement link) =>
        $"{Text(link, "ifindex")} {Text(link, "ifname")} mtu {Text(link, "mtu")} {Text(link, "operstate")} {Has(link, "flags", "UP")} {Has(link, "flags", "LOWER_UP")} "
        + $"txqlen {(Text(link, "txqlen") is { Length: > 0 } length ? length : "0")} qdisc {Text(link, "qdisc")} kind {(link.TryGetProperty("linkinfo", out JsonElement info) ? Text(info, "info_kind") : "")} "
        + $"mac {Text(link, "address")} master {Text(link, "master")} lower {Text(link, "link")}{Text(link, "link_index")} in {Text(link, "link_netnsid")}";

    private static string Link(Link link, Dictionary<int, string> names)
    {
        // ip prints the addresses of tunnels, four bytes, as IP addresses; those namespaces that get fallback tunnels have them.
        byte[] bytes = link.Address?.GetAddressBytes() ?? [];
        string address = bytes.Length is 4 or 16 ? new IPAddress(bytes).ToString() : string.Join(':', bytes.Select(b => $"{b:x2}"));
        string lower = link.Lower is not { Index: > 0 } l ? "" : link.LowerNetnsId is null && names.TryGetValue(l.Index, out string? name) ? name : $"{l.Index}";
        return $"{link.Index} {link.Name} mtu {link.Mtu} {link.OperationalState.ToString().ToUpperInvariant()} {link.IsUp} {(link.Flags & LinkFlags.LowerUp) != 0} "
            + $"txqlen {link.TransmitQueueLength ?? 0} qdisc {link.QueueDiscipline} kind {link.Kind} "
            + $"mac {address} master {(link.Master is { Index: > 0 } master ? names[master.Index] : "")} lower {lower} in {link.LowerNetnsId}";
    }

    private static IEnumerable<string> Addresses(JsonElement link) => link.GetProperty("addr_info").EnumerateArray().Where(address => address.TryGetProperty("local", out _)).Select(address =>
        $"{Text(link, "ifname")} {Text(address, "local")}/{Text(address, "prefixlen")} peer {Text(address, "address")} broadcast {Text(address, "broadcast")} {Text(address, "scope")} "
        + $"label {Text(address, "label")} tentative {Text(address, "tentative")} valid {Lifetime(address, "valid_life_time")}");

    private static string Address(InterfaceAddress address, Dictionary<int, string> names) =>
        $"{names[address.Device.Index]} {address.Address}/{address.PrefixLength} peer {(address.Peer is { } peer ? peer : "")} broadcast {address.Broadcast} {address.Scope} "
        + $"label {address.Label} tentative {(address.IsTentative ? "True" : "")} valid {(address.ValidLifetime is { } valid && valid != Timeout.InfiniteTimeSpan ? "some" : "ever")}";

    private static string Lifetime(JsonElement address, string name) => Text(address, name) is "4294967295" or "" ? "ever" : "some";

    private static string Route(JsonElement route, int bits)
    {
        string destination = Text(route, "dst");
        destination = destination == "default" ? $"{(bits == 32 ? "0.0.0.0" : "::")}/0" : destination.Contains('/', StringComparison.Ordinal) ? destination : $"{destination}/{bits}";
        string hops = route.TryGetProperty("nexthops", out JsonElement all)
            ? string.Join(", ", all.EnumerateArray().Select(hop => $"{Gateway(hop)} dev {Text(hop, "dev")} weight {Text(hop, "weight")}"))
            : "";
        return $"{Text(route, "type")} {destination} via {Gateway(route)} dev {Text(route, "dev")} table {Text(route, "table")} "
            + $"protocol {Text(route, "protocol")} scope {Text(route, "scope")} from {Text(route, "prefsrc")} metric {(Text(route, "metric") is "" ? "0" : Text(route, "metric"))} hops {hops}";
    }

    private static string Gateway(JsonElement hop) => hop.TryGetProperty("via", out JsonElement via) ? Text(via, "host") : Text(hop, "gateway");

    private static string Route(Route route, Dictionary<int, string> names)
    {
        string hops = string.Join(", ", route.NextHops?.Select(hop => $"{hop.Gateway} dev {Name(hop.Device, names)} weight {hop.Weight}") ?? []);
        return $"{(int?)route.Type} {route.Destination} via {route.Gateway} dev {Name(route.Device, names)} table {route.Table?.Value} "
            + $"protocol {route.Protocol?.Value} scope {route.Scope?.Value} from {route.PreferredSource} metric {route.Priority ?? 0} hops {hops}";
    }

    private static string Name(LinkReference? device, Dictionary<int, string> names) => device is { Index: > 0 } known ? names[known.Index] : "";

    private static string Neighbor(JsonElement neighbor) =>
        $"{Text(neighbor, "dst")} dev {Text(neighbor, "dev")} {Text(neighbor, "lladdr")} {string.Join(' ', neighbor.GetProperty("state").EnumerateArray().Select(state => Settled(state.GetString()!)))}";

    private static string Neighbor(Neighbor neighbor, Dictionary<int, string> names) =>
        $"{neighbor.Address} dev {names[neighbor.Device.Index]} {string.Join(':', neighbor.LinkLayerAddress?.GetAddressBytes().Select(b => $"{b:x2}") ?? [])} {Settled($"{neighbor.State}".ToUpperInvariant())}";

    /// <summary>What passes from one to the next by itself between two readings is one.</summary>
    private static string Settled(string state) => state is "REACHABLE" or "STALE" or "DELAY" or "PROBE" ? "known" : state;

    /// <summary>ip leaves out what needs no resolving.</summary>
    private static bool IsShown(Neighbor neighbor) => neighbor.State is not (null or NeighborStates.None or NeighborStates.NoArp);

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    private static bool Has(JsonElement item, string name, string value) => item.GetProperty(name).EnumerateArray().Any(each => each.GetString() == value);

    private static JsonElement[] Read(string path, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("nsenter", $"--net={path} ip -j {arguments}") { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        // An empty answer has no brackets.
        return output.Length == 0 ? [] : [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Where(item => item.EnumerateObject().Any())];
    }
}
