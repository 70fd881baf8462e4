using System.Net;
using System.Net.Sockets;

using LinuxNetns.IntegrationTests.Inside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LinuxNetns.IntegrationTests.AspNetCore;

public sealed class HttpClientFactoryTests : InsidePair
{
    [Fact]
    public async Task Clients_of_a_name_connect_from_its_namespace()
    {
        await using WebApplication app = InsideServer.Create(kestrel =>
        {
            kestrel.ListenInNamespace(Red, new IPEndPoint(IPAddress.Loopback, 8080));
            kestrel.ListenInNamespace(Blue, new IPEndPoint(IPAddress.Loopback, 8080));
        });
        await app.StartAsync(Token);
        var services = new ServiceCollection();
        services.AddSingleton<INamespaceRegistry>(Test.Registry);
        services.AddKeyedSingleton("hosted", Blue);
        services.AddHttpClient("by name").UseNetworkNamespace("lnx-red");
        services.AddHttpClient("by key").UseNetworkNamespace("hosted");
        services.AddHttpClient("by function").UseNetworkNamespace(_ => Red);
        services.AddHttpClient("nobody").UseNetworkNamespace("lnx-nobody");
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
            Assert.Equal(Red.Id.KernelId, (await AskAsync(factory.CreateClient("by name"))).Feature);
            Assert.Equal(Blue.Id.KernelId, (await AskAsync(factory.CreateClient("by key"))).Feature);
            Assert.Equal(Red.Id.KernelId, (await AskAsync(factory.CreateClient("by function"))).Feature);
            Assert.ThrowsAny<NetworkNamespaceException>(() => factory.CreateClient("nobody"));
        }

        // The factory closed what it opened, and not what was given.
        Assert.NotNull(Blue.Links.Find("v0"));
        Assert.NotNull(Red.Links.Find("v0"));
        using Socket left = Blue.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        AssertInside(Blue, left);
    }

    private static Task<(ulong Feature, ulong Connection, ulong Handler)> AskAsync(HttpClient client) => InsideServer.AskAsync(client, "http://127.0.0.1:8080/");
}
