// Two namespaces with a route of their own to the same address, as with a VPN beside an office network: each HttpClient goes its own way, in one process.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LinuxNetns;
using LinuxNetns.Netlink;

string suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
using NetworkNamespace office = NetworkNamespace.Create($"office-{suffix}");
using NetworkNamespace vpn = NetworkNamespace.Create($"vpn-{suffix}");
using NetworkNamespace intranet = NetworkNamespace.CreateAnonymous();
using NetworkNamespace far = NetworkNamespace.CreateAnonymous();
Connect(office, intranet, "10.1.0");
Connect(vpn, far, "10.2.0");

using Socket near = Serve(intranet, "the intranet");
using Socket distant = Serve(far, "the far end of the VPN");
using var throughOffice = new HttpClient(office.CreateHttpHandler());
using var throughVpn = new HttpClient(vpn.CreateHttpHandler());
Console.WriteLine($"through the office: {await throughOffice.GetStringAsync("http://192.0.2.1/")}");
Console.WriteLine($"through the VPN:    {await throughVpn.GetStringAsync("http://192.0.2.1/")}");

// A cable, and 192.0.2.1 behind it.
static void Connect(NetworkNamespace client, NetworkNamespace server, string network)
{
    client.Links.Add(new VethLink("up") { PeerName = "down", PeerNamespace = server });
    client.Addresses.Add("up", $"{network}.1/24");
    server.Addresses.Add("down", $"{network}.2/24");
    server.Addresses.Add("lo", "192.0.2.1/32");
    client.Links.SetUp("lo", "up");
    server.Links.SetUp("lo", "down");
    client.Routes.Add(new Route("192.0.2.0/24") { Gateway = IPAddress.Parse($"{network}.2") });
}

// A server of a few lines: samples/TwoTenants has a real one.
static Socket Serve(NetworkNamespace ns, string greeting)
{
    Socket listener = ns.Listen(new IPEndPoint(IPAddress.Any, 80));
    _ = Task.Run(async () =>
    {
        using Socket connection = await listener.AcceptAsync();
        await connection.ReceiveAsync(new byte[4096]);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {greeting.Length}\r\n\r\n{greeting}"));
    });
    return listener;
}
