// One Kestrel, two tenants: each has the same address and port in a network of its own, and what a request's handler connects to is in the network it came from.
using System.Globalization;
using System.Net;
using LinuxNetns;
using LinuxNetns.AspNetCore;
using LinuxNetns.Netlink;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

string suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
using NetworkNamespace red = NetworkNamespace.Create($"tenant-red-{suffix}");
using NetworkNamespace blue = NetworkNamespace.Create($"tenant-blue-{suffix}");
foreach (NetworkNamespace tenant in new[] { red, blue })
{
    tenant.Links.Add(new BridgeLink("office"));
    tenant.Addresses.Add("office", "10.0.0.1/24");
    tenant.Links.SetUp("lo", "office");
}

var address = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 80);
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenInNamespace(red, address);
    kestrel.ListenInNamespace(blue, address);
});

await using WebApplication app = builder.Build();
app.UseNetworkNamespace();
app.MapGet("/", (HttpContext context) => $"You are in {context.Features.Get<INetworkNamespaceFeature>()?.Namespace.Name}; the handler is in {AmbientNamespace.Current?.Name}.");
await app.StartAsync();

foreach (NetworkNamespace tenant in new[] { red, blue })
{
    using var client = new HttpClient(tenant.CreateHttpHandler());
    Console.WriteLine($"{tenant.Name} asks http://10.0.0.1/ and hears: {await client.GetStringAsync("http://10.0.0.1/")}");
}

await app.StopAsync();
