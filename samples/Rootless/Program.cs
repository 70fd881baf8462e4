// A network without root: two namespaces, a server in one, a client in the other, a command. As any user.
// With --uplink the second reaches the world by pasta or slirp4netns, and port 8080 of this machine arrives there.
using System.Net;
using System.Net.Sockets;

using LinuxNetns;
using LinuxNetns.Netlink;

using NetworkNamespace client = NetworkNamespace.CreateRootless();
using NetworkNamespace server = NetworkNamespace.CreateRootless();

client.Links.Add(new VethLink("to-server") { PeerName = "to-client", PeerNamespace = server });
client.Addresses.Add("to-server", "10.1.1.1/24");
server.Addresses.Add("to-client", "10.1.1.2/24");
client.Links.SetUp("lo", "to-server");
server.Links.SetUp("lo", "to-client");

// Port 80, which at home would take a privilege.
using Socket listener = server.Listen(new IPEndPoint(IPAddress.Any, 80));
Task answering = AnswerAsync(listener);
using var http = new HttpClient(client.CreateHttpHandler());
Console.WriteLine($"HTTP: {await http.GetStringAsync(new Uri("http://10.1.1.2/"))}");
await answering;

CommandResult command = await client.ExecAsync("sh", ["-c", "id -u; ls /sys/class/net"]);
Console.WriteLine($"a command inside: {command.EnsureSuccess().StandardOutput.ReplaceLineEndings(" ")}");

try
{
    Console.WriteLine($"code inside: {client.Run(() => "possible, for this process is privileged")}");
}
catch (NetworkNamespaceException e)
{
    Console.WriteLine($"code inside: {e.Message}");
}

if (args.Contains("--uplink"))
{
    var options = new RootlessOptions { Uplink = RootlessUplink.Any, PortForwards = [new PortForward(8080, 80)] };
    using NetworkNamespace connected = NetworkNamespace.CreateRootless(options);
    using Socket web = connected.Listen(new IPEndPoint(IPAddress.Any, 80));
    Console.WriteLine("Waiting for: curl http://127.0.0.1:8080/");
    await AnswerAsync(web);
}

static async Task AnswerAsync(Socket listener)
{
    using Socket accepted = await listener.AcceptAsync();
    await accepted.ReceiveAsync(new byte[4096]);
    await accepted.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\nhello from port 80.\n"u8.ToArray());
}
