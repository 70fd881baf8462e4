using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LinuxNetns.IntegrationTests;

/// <summary>What the generic host does with hosted services, and no more: validation, then each step for all services in their order, at the end in reverse (IHostedLifecycleService).</summary>
internal sealed class SmallHost(IServiceCollection services) : IDisposable
{
    private readonly ServiceProvider _provider = services.BuildServiceProvider();
    private IHostedService[] _hosted = [];

    internal IServiceProvider Services => _provider;

    internal async Task StartAsync()
    {
        _hosted = [.. _provider.GetServices<IHostedService>()];
        _provider.GetService<IStartupValidator>()?.Validate();
        foreach (IHostedLifecycleService service in _hosted.OfType<IHostedLifecycleService>())
            await service.StartingAsync(CancellationToken.None);
        foreach (IHostedService service in _hosted)
            await service.StartAsync(CancellationToken.None);
        foreach (IHostedLifecycleService service in _hosted.OfType<IHostedLifecycleService>())
            await service.StartedAsync(CancellationToken.None);
    }

    internal async Task StopAsync()
    {
        Array.Reverse(_hosted);
        foreach (IHostedLifecycleService service in _hosted.OfType<IHostedLifecycleService>())
            await service.StoppingAsync(CancellationToken.None);
        foreach (IHostedService service in _hosted)
            await service.StopAsync(CancellationToken.None);
        foreach (IHostedLifecycleService service in _hosted.OfType<IHostedLifecycleService>())
            await service.StoppedAsync(CancellationToken.None);
    }

    public void Dispose() => _provider.Dispose();
}
