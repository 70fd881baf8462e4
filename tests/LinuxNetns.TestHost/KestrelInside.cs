using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinuxNetns.TestHost;

/// <summary>An ordinary server that is started inside: it listens there, and its handlers run at home, as docs/threads.md says.</summary>
internal static class KestrelInside
{
    internal static async Task RunAsync(InsideWork work, ulong home)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.Run(static context => context.Response.WriteAsync(NetnsCookie.Here().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await app.StartAsync();
        work.Check();
        string url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient();
        for (int i = 0; i < 5; i++)
        {
            // It answers at all only if it listens in here.
            ulong handler = ulong.Parse(await http.GetStringAsync(new Uri(url)), System.Globalization.CultureInfo.InvariantCulture);
            work.Expect(handler, home);
            work.Check();
        }

        await app.StopAsync();
        work.Check();
    }
}
