// Two hosts that reach each other by WireGuard alone: links, keys, peers and endpoints, without wg or a configuration file.
using System.Net;
using LinuxNetns;
using LinuxNetns.Netlink;

using NetworkNamespace red = NetworkNamespace.CreateAnonymous();
using NetworkNamespace blue = NetworkNamespace.CreateAnonymous();
red.Links.Add(new VethLink("eth0") { PeerName = "eth0", PeerNamespace = blue });
red.Addresses.Add("eth0", "192.0.2.1/24");
blue.Addresses.Add("eth0", "192.0.2.2/24");
red.Links.SetUp("lo", "eth0");
blue.Links.SetUp("lo", "eth0");

try
{
    red.Links.Add(new WireGuardLink("wg0"));
    blue.Links.Add(new WireGuardLink("wg0"));
}
catch (NetlinkException e) when (e.Errno == Errno.EOPNOTSUPP)
{
    Console.WriteLine("This kernel has no WireGuard: modprobe wireguard.");
    return 0;
}

WireGuardKey redKey = WireGuardKey.GeneratePrivate();
WireGuardKey blueKey = WireGuardKey.GeneratePrivate();
Configure(red, "10.9.0.1/24", redKey, blueKey.GetPublicKey(), IPEndPoint.Parse("192.0.2.2:51820"), "10.9.0.2/32");
Configure(blue, "10.9.0.2/24", blueKey, redKey.GetPublicKey(), IPEndPoint.Parse("192.0.2.1:51820"), "10.9.0.1/32");

CommandResult reached = await red.ExecAsync("timeout", ["5", "bash", "-c", "exec 3<>/dev/tcp/10.9.0.2/9"]);
bool answered = reached.StandardError.Contains("refused", StringComparison.Ordinal);
Console.WriteLine(answered ? "blue answers through the tunnel" : $"no answer: {reached.StandardError}");
foreach (WireGuardPeer peer in red.WireGuard.Get("wg0").Peers ?? [])
    Console.WriteLine($"peer {peer.PublicKey.ToBase64()} at {peer.Endpoint}: {peer.SentBytes} bytes sent, {peer.ReceivedBytes} received, handshake {peer.LastHandshake:u}");
return answered ? 0 : 1;

static void Configure(NetworkNamespace ns, string address, WireGuardKey key, WireGuardKey peer, IPEndPoint endpoint, string allowed)
{
    ns.WireGuard.Set("wg0", new WireGuardDevice
    {
        PrivateKey = key,
        ListenPort = 51820,
        Peers = [new WireGuardPeer(peer) { Endpoint = endpoint, AllowedIPs = [IPNetwork.Parse(allowed)] }],
    });
    ns.Addresses.Add("wg0", address);
    ns.Links.SetUp("wg0");
}
