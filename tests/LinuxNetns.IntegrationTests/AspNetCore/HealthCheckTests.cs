using LinuxNetns.IntegrationTests.Inside;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinuxNetns.IntegrationTests.AspNetCore;

/// <summary>A thread that starts away and stays there is told; the same check is content without it.</summary>
public sealed class HealthCheckTests : InsidePair
{
    [Fact]
    public async Task A_stray_thread_is_told_with_its_name_until_it_ends()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddNetworkNamespaceThreads(failureStatus: HealthStatus.Degraded, tags: ["network"]);
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthCheckService health = provider.GetRequiredService<HealthCheckService>();
        using var end = new SemaphoreSlim(0);
        var thread = new Thread(() => end.Wait()) { IsBackground = true, Name = "lnx stray" };
        // Nothing flows with UnsafeStart: it is born inside, and nobody knows.
        using (Red.Enter())
            thread.UnsafeStart();

        // Tests beside this one may have strays of their own.
        HealthReportEntry entry = (await health.CheckHealthAsync(Token)).Entries["network namespace threads"];
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("network", entry.Tags);
        Assert.Contains(entry.Data, stray => stray.Key.StartsWith("lnx stray ", StringComparison.Ordinal) && stray.Value.ToString()!.Contains(Red.Id.ToString(), StringComparison.Ordinal));

        end.Release();
        thread.Join();
        entry = (await health.CheckHealthAsync(Token)).Entries["network namespace threads"];
        Assert.DoesNotContain(entry.Data.Keys, stray => stray.StartsWith("lnx stray ", StringComparison.Ordinal));
        Assert.Equal(entry.Data.Count == 0 ? HealthStatus.Healthy : HealthStatus.Degraded, entry.Status);
    }
}
