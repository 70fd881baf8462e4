using LinuxNetns;
using LinuxNetns.AspNetCore;

// The namespace of IHttpClientBuilder's other extensions.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets the clients of IHttpClientFactory connect from inside network namespaces.</summary>
public static class NetworkNamespaceHttpClientBuilderExtensions
{
    /// <summary>
    /// Clients of this name connect from inside a network namespace, and resolve names inside it: that of <c>AddNetworkNamespace</c> with this name, else the one that
    /// <see cref="INamespaceRegistry"/> has by it when a client needs a new handler.
    /// </summary>
    /// <param name="builder">As <c>AddHttpClient</c> gives it.</param>
    /// <param name="name">The namespace's name.</param>
    /// <returns><paramref name="builder"/></returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IHttpClientBuilder UseNetworkNamespace(this IHttpClientBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.ConfigurePrimaryHttpMessageHandler(services => services.GetKeyedService<NetworkNamespace>(name) is { } hosted
            ? hosted.CreateHttpHandler()
            : new OwnedNamespaceHandler((services.GetService<INamespaceRegistry>() ?? new NamespaceRegistry()).Open(name)));
    }

    /// <summary>Clients of this name connect from inside a network namespace, and resolve names inside it.</summary>
    /// <param name="builder">As <c>AddHttpClient</c> gives it.</param>
    /// <param name="find">Finds the namespace, once for each handler that the factory makes. It is not disposed of.</param>
    /// <returns><paramref name="builder"/></returns>
    public static IHttpClientBuilder UseNetworkNamespace(this IHttpClientBuilder builder, Func<IServiceProvider, NetworkNamespace> find)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(find);
        return builder.ConfigurePrimaryHttpMessageHandler(services => find(services).CreateHttpHandler());
    }
}
