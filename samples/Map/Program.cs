// Draws the namespaces of the host: Mermaid on the screen, or the format given. With --demo, only namespaces that it makes itself.
using LinuxNetns;
using LinuxNetns.Netlink;

if (args is not ["--demo"])
{
    NetworkMap host = NetworkMap.Capture();
    Console.Write(args switch { ["svg"] => host.ToSvg(), ["dot"] => host.ToDot(), ["json"] => host.ToJson(), _ => host.ToMermaid() });
    return;
}

string suffix = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
using NetworkNamespace lan = NetworkNamespace.Create($"map-lan-{suffix}");
using NetworkNamespace web = NetworkNamespace.Create($"map-web-{suffix}");
lan.Links.Add(new BridgeLink("br0") { IsUp = true });
lan.Links.Add(new VethLink("port1") { Master = "br0", IsUp = true, PeerName = "eth0", PeerNamespace = web });
web.Addresses.Add("eth0", "192.168.7.2/24");
Console.Write(NetworkMap.Capture(new NetworkMapOptions { Filter = ns => ns.Names.Any(name => name.EndsWith(suffix, StringComparison.Ordinal)) }).ToMermaid());
