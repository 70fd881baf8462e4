using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinuxNetns.AspNetCore;

/// <summary>As bad as it was registered to be where a thread that may run code is in another network than it should be; the data says which.</summary>
internal sealed class NetworkNamespaceThreadsHealthCheck : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<StrayThread> strays = [.. NamespaceThreadAudit.Find().Where(static stray => stray.RunsCode)];
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (StrayThread stray in strays)
            data[$"{stray.Name} {stray.ThreadId}"] = $"in {stray.Actual}, belongs into {stray.Expected}";
        HealthCheckResult result = strays.Count == 0
            ? HealthCheckResult.Healthy("Every thread is in the network namespace where it should be.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, $"Threads in a network namespace where they should not be: {strays.Count}.", exception: null, data);
        return Task.FromResult(result);
    }
}
