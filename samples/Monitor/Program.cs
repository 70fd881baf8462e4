// What changes in the network, as "ip monitor" shows it: run it beside "ip link set …", "ip route add …". With --demo it makes something happen itself,
// in a network namespace without a name, and ends.
using System.Net;

using LinuxNetns;
using LinuxNetns.Netlink;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    bool isDemo = args is ["--demo"];
    using NetworkNamespace ns = isDemo ? NetworkNamespace.CreateAnonymous() : NetworkNamespace.OpenCurrent();
    var options = new NetlinkMonitorOptions { Topics = NetlinkTopics.Links | NetlinkTopics.Addresses | NetlinkTopics.Routes | NetlinkTopics.Rules };
    await foreach (NetlinkEvent change in ns.MonitorAsync(options, stop.Token))
    {
        Console.WriteLine($"{change.Kind,-9} {Describe(change.Item)}");
        if (!isDemo)
            continue;
        if (change.Kind == NetlinkEventKind.Listening)
            await PlayAsync(ns);
        if (change is { Kind: NetlinkEventKind.Removed, Item: Link { Name: "demo" } })
            break;
    }
}
catch (OperationCanceledException)
{
    // Ctrl-C.
}
catch (NetworkNamespaceException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

return 0;

static async Task PlayAsync(NetworkNamespace ns)
{
    await ns.Links.AddAsync(new BridgeLink("demo"));
    ns.Links.SetUp("demo");
    ns.Addresses.Add("demo", "192.0.2.1/24");
    ns.Routes.Add(new Route("198.51.100.0/24") { Gateway = IPAddress.Parse("192.0.2.2") });
    await ns.Links.DeleteAsync("demo");
}

static string Describe(object? item) => item switch
{
    Link link => $"link {link.Name} {(link.IsUp ? "up" : "down")} mtu {link.Mtu}",
    InterfaceAddress address => $"address {address.Address}/{address.PrefixLength} on {address.Device}",
    Route route => $"route {route.Destination} via {route.Gateway} dev {route.Device} table {route.Table}",
    RoutingRule rule => $"rule {rule.Priority} from {rule.From} table {rule.Table}",
    _ => "",
};
