using LinuxNetns;
using LinuxNetns.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// The namespace of IHealthChecksBuilder's other extensions.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of network namespaces.</summary>
public static class NetworkNamespaceHealthChecksBuilderExtensions
{
    /// <summary>Looks whether every thread of this process that may run code is in the network namespace where it should be: see <see cref="NamespaceThreadAudit"/>. Takes a few milliseconds at most.</summary>
    /// <param name="builder">As <c>AddHealthChecks</c> gives it.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What it reports where there is a stray thread; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">To choose checks by.</param>
    /// <returns><paramref name="builder"/></returns>
    public static IHealthChecksBuilder AddNetworkNamespaceThreads(
        this IHealthChecksBuilder builder, string name = "network namespace threads", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Add(new HealthCheckRegistration(name, static _ => new NetworkNamespaceThreadsHealthCheck(), failureStatus, tags));
    }
}
