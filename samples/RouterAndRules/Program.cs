// A router between two networks, and policy routing on the client: what carries mark 7 goes another way.
using System.Net;
using LinuxNetns;
using LinuxNetns.Netlink;

using NetworkNamespace client = NetworkNamespace.CreateAnonymous();
using NetworkNamespace router = NetworkNamespace.CreateAnonymous();
using NetworkNamespace server = NetworkNamespace.CreateAnonymous();

client.Links.Add(new VethLink("eth0") { PeerName = "lan", PeerNamespace = router });
client.Links.Add(new VethLink("eth1") { PeerName = "backup", PeerNamespace = router });
router.Links.Add(new VethLink("wan") { PeerName = "eth0", PeerNamespace = server });

client.Addresses.Add("eth0", "10.0.1.2/24");
client.Addresses.Add("eth1", "10.0.9.2/24");
router.Addresses.Add("lan", "10.0.1.1/24");
router.Addresses.Add("backup", "10.0.9.1/24");
router.Addresses.Add("wan", "10.0.2.1/24");
server.Addresses.Add("eth0", "10.0.2.2/24");

client.Links.SetUp("lo", "eth0", "eth1");
router.Links.SetUp("lo", "lan", "backup", "wan");
server.Links.SetUp("lo", "eth0");

router.Sysctl["net.ipv4.ip_forward"] = "1";
server.Routes.Add(new Route("default") { Gateway = IPAddress.Parse("10.0.2.1") });
client.Routes.Add(new Route("default") { Gateway = IPAddress.Parse("10.0.1.1") });

client.Routes.Add(new Route("default") { Gateway = IPAddress.Parse("10.0.9.1"), Table = 100 });
client.Rules.Add(new RoutingRule { Mark = 7, Table = 100 });

IPAddress target = IPAddress.Parse("10.0.2.2");
Console.WriteLine($"plain:  {client.Routes.Lookup(target)}");
Console.WriteLine($"mark 7: {client.Routes.Lookup(target, new RouteLookup { Mark = 7 })}");
foreach (RoutingRule rule in client.Rules.List())
    Console.WriteLine($"rule {rule}");

CommandResult reached = await client.ExecAsync("timeout", ["2", "bash", "-c", $"exec 3<>/dev/tcp/{target}/9"]);
bool routed = reached.StandardError.Contains("refused", StringComparison.Ordinal);
Console.WriteLine(routed ? "the server answers through the router" : $"no answer: {reached.StandardError}");
return routed ? 0 : 1;
