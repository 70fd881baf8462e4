using LinuxNetns;

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// The namespace of the method it stands beside, as extension methods on IServiceCollection have by convention.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds LinuxNetns to an application's services.</summary>
public static class LinuxNetnsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="INamespaceRegistry"/>, <see cref="INamespaceWatcher"/> and <see cref="IProcessScanner"/> as singletons. The options are checked when the host starts.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLinuxNetns(this IServiceCollection services, Action<LinuxNetnsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<LinuxNetnsOptions> options = services.AddOptions<LinuxNetnsOptions>();
        if (configure is not null)
            options.Configure(configure);
        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LinuxNetnsOptions>, LinuxNetnsOptionsValidator>());
        services.TryAddSingleton<IProcessScanner>(static provider => new ProcessScanner(Options(provider), Logger<ProcessScanner>(provider)));
        services.TryAddSingleton<INamespaceWatcher>(static provider => new NamespaceWatcher(Options(provider)));
        services.TryAddSingleton<INamespaceRegistry>(static provider => new NamespaceRegistry(Options(provider), Logger<NamespaceRegistry>(provider)));
        return services;
    }

    /// <summary>Adds a namespace that lives as long as the host: made and configured before anything else starts, deleted when everything has stopped. It is resolved by its name as key:
    /// <c>[FromKeyedServices("vpn")] NetworkNamespace vpn</c>.</summary>
    /// <remarks>Without a host it is made when it is first resolved, and deleted when the container is disposed of. If configuring it fails it is deleted again.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="name">The name: 1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <param name="configure">Configures it, once; null to leave it as it is made.</param>
    /// <param name="existing">What to do if the name is there already.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name, or was added before.</exception>
    public static IServiceCollection AddNetworkNamespace(
        this IServiceCollection services,
        string name,
        Action<NetworkNamespace>? configure = null,
        ExistingNamespace existing = ExistingNamespace.Fail)
    {
        ArgumentNullException.ThrowIfNull(services);
        NamespaceName.Check(name);
        if (services.Any(service => service.ServiceType == typeof(NetworkNamespace) && service.IsKeyedService && name.Equals(service.ServiceKey)))
            throw new ArgumentException($"The network namespace \"{name}\" is added already.", nameof(name));
        services.AddLinuxNetns();
        services.AddKeyedSingleton(name, (provider, _) => HostedNamespace.Make(
            new NamespaceRegistry(Options(provider), Logger<NamespaceRegistry>(provider)),
            name,
            configure,
            existing));
        services.AddSingleton<IHostedService>(provider => new HostedNamespace(provider, name));
        return services;
    }

    private static LinuxNetnsOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<LinuxNetnsOptions>>().Value;

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
