using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LinuxNetns;

/// <summary>Makes a namespace before the other services start and deletes it after they have stopped.</summary>
internal sealed class HostedNamespace(IServiceProvider provider, string name) : IHostedLifecycleService
{
    private NetworkNamespace? _namespace;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _namespace = provider.GetRequiredKeyedService<NetworkNamespace>(name);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _namespace?.Dispose();
        return Task.CompletedTask;
    }

    internal static NetworkNamespace Make(NamespaceRegistry registry, string name, Action<NetworkNamespace>? configure, ExistingNamespace existing)
    {
        NetworkNamespace ns;
        try
        {
            ns = registry.AddOwned(name);
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.AlreadyExists && existing == ExistingNamespace.Open)
        {
            return registry.Open(name);
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.AlreadyExists && existing == ExistingNamespace.Recreate)
        {
            Delete(registry, name);
            ns = registry.AddOwned(name);
        }

        try
        {
            configure?.Invoke(ns);
            return ns;
        }
        catch
        {
            ns.Dispose();
            throw;
        }
    }

    private static void Delete(NamespaceRegistry registry, string name)
    {
        try
        {
            registry.Delete(name);
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotFound)
        {
            // Somebody else has deleted it meanwhile.
        }
    }
}
