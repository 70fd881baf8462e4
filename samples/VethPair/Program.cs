// Two namespaces and a cable between them: links, addresses and routes without a process, then a ping from one to the other.
using System.Net;
using LinuxNetns;
using LinuxNetns.Netlink;

string suffix = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
using NetworkNamespace red = NetworkNamespace.Create($"vethpair-red-{suffix}");
using NetworkNamespace blue = NetworkNamespace.CreateAnonymous();

red.Links.Add(new VethLink("veth-red") { PeerName = "veth-blue", PeerNamespace = blue });
red.Addresses.Add("veth-red", "10.1.1.1/24");
blue.Addresses.Add("veth-blue", "10.1.1.2/24");
red.Links.SetUp("lo", "veth-red");
blue.Links.SetUp("lo", "veth-blue");
red.Routes.Add(new Route("default") { Gateway = IPAddress.Parse("10.1.1.2") });

foreach (Link link in red.Links.List())
    Console.WriteLine($"{link.Index}: {link.Name} {link.Kind} mtu {link.Mtu} {link.Flags}");
foreach (InterfaceAddress address in red.Addresses.List())
    Console.WriteLine($"address {address.Address}/{address.PrefixLength} on {address.Device}");
foreach (Route route in red.Routes.List())
    Console.WriteLine($"route {route}");

// bash talks to blue's discard port by itself: refused, but it got there and back.
CommandResult reached = await red.ExecAsync("bash", ["-c", "exec 3<>/dev/tcp/10.1.1.2/9"]);
Console.WriteLine(reached.StandardError.Contains("refused", StringComparison.Ordinal) ? "blue answers" : $"no answer: {reached.StandardError}");
return reached.StandardError.Contains("refused", StringComparison.Ordinal) ? 0 : 1;
