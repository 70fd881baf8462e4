// Three hosts on one switch, each a namespace with one interface called eth0; the switch is a bridge in a fourth.
using System.Net;
using LinuxNetns;
using LinuxNetns.Netlink;

using NetworkNamespace lan = NetworkNamespace.CreateAnonymous();
lan.Links.Add(new BridgeLink("br0") { IsUp = true });

var hosts = new List<NetworkNamespace>();
try
{
    for (int i = 1; i <= 3; i++)
    {
        NetworkNamespace host = NetworkNamespace.CreateAnonymous();
        hosts.Add(host);
        // One message: both ends, the port in the bridge and up, the other end in the host under its own name.
        lan.Links.Add(new VethLink($"port{i}") { Master = "br0", IsUp = true, PeerName = "eth0", PeerNamespace = host });
        host.Addresses.Add("eth0", $"192.168.7.{i}/24");
        host.Links.SetUp("lo", "eth0");
    }

    lan.Links.Change("port3", new Link { Port = new BridgePort { Isolated = true } });
    lan.Links.Change("port2", new Link { Port = new BridgePort { Isolated = true } });
    foreach (Link port in lan.Links.List().Where(link => link.Port is BridgePort))
        Console.WriteLine($"{port.Name}: isolated {((BridgePort)port.Port!).Isolated}");

    Console.WriteLine($"1 to 2: {await Reaches(hosts[0], "192.168.7.2")}");
    Console.WriteLine($"2 to 3, both isolated: {await Reaches(hosts[1], "192.168.7.3")}");
    foreach (Neighbor neighbor in hosts[0].Neighbors.List())
        Console.WriteLine($"1 knows {neighbor.Address} at {neighbor.LinkLayerAddress}");
}
finally
{
    hosts.ForEach(host => host.Dispose());
}

static async Task<bool> Reaches(NetworkNamespace from, string address)
{
    CommandResult result = await from.ExecAsync("timeout", ["1", "bash", "-c", $"exec 3<>/dev/tcp/{IPAddress.Parse(address)}/9"]);
    return result.StandardError.Contains("refused", StringComparison.Ordinal);
}
