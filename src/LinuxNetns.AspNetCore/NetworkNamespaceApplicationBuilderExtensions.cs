using LinuxNetns;
using LinuxNetns.AspNetCore;

// The namespace of the methods that build a pipeline.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;

/// <summary>Lets handlers run in the network namespace that their request came from.</summary>
public static class NetworkNamespaceApplicationBuilderExtensions
{
    /// <summary>
    /// From here on in the pipeline, a request that was accepted inside a network namespace is handled inside it (<see cref="NetworkNamespace.Enter"/>): connections that its
    /// handler makes stay where it came from. Other requests are handled at home.
    /// </summary>
    /// <remarks>
    /// Connections from pools that requests share are where the first request was that needed them: use an HttpClient for each namespace
    /// (<c>AddHttpClient("vpn").UseNetworkNamespace("vpn")</c>), and a connection pool for each.
    /// </remarks>
    /// <param name="app">The pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UseNetworkNamespace(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use(static (context, next) =>
            context.Features.Get<INetworkNamespaceFeature>() is { } feature ? feature.Namespace.RunAsync(() => next(context)) : next(context));
    }
}
