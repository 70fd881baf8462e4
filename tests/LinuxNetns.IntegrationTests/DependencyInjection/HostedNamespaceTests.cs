using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LinuxNetns.IntegrationTests;

public sealed class HostedNamespaceTests : IDisposable
{
    private readonly TestRegistry _test;

    public HostedNamespaceTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_namespace_is_made_and_configured_at_start_and_deleted_at_stop()
    {
        int configured = 0;
        var user = new User(_test);
        using SmallHost host = Build(services => services
            .AddSingleton<IHostedService>(user)
            .AddNetworkNamespace("red", ns =>
            {
                ns.Links.SetUp("lo");
                configured++;
            }));
        Assert.False(_test.Registry.Contains("red"));

        await host.StartAsync();
        NetworkNamespace red = host.Services.GetRequiredKeyedService<NetworkNamespace>("red");
        Assert.True(red.Links.Get("lo").IsUp);
        Assert.Equal(["red"], host.Services.GetRequiredService<INamespaceRegistry>().Identify(red));
        await host.StopAsync();

        Assert.False(_test.Registry.Contains("red"));
        Assert.Equal((1, true, true), (configured, user.SawItAtStart, user.SawItAtStop));
    }

    [Fact]
    public async Task A_configuration_that_throws_stops_the_start_and_leaves_nothing()
    {
        using SmallHost host = Build(services => services.AddNetworkNamespace("red", ns =>
        {
            Assert.True(_test.Registry.Contains("red"));
            throw new InvalidOperationException("on purpose");
        }));

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Empty(_test.Registry.List());
    }

    [Fact]
    public async Task A_host_that_fails_to_start_for_another_reason_deletes_it_when_it_is_disposed_of()
    {
        using (SmallHost host = Build(services => services.AddNetworkNamespace("red").AddNetworkNamespace("blue", _ => throw new InvalidOperationException("on purpose"))))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
            Assert.True(_test.Registry.Contains("red"));
        }

        Assert.Empty(_test.Registry.List());
    }

    [Fact]
    public async Task A_name_that_is_there_already_fails_the_start_unless_told_otherwise()
    {
        using NetworkNamespace there = _test.Registry.Add("red");
        using SmallHost host = Build(services => services.AddNetworkNamespace("red"));

        NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(() => host.StartAsync());

        Assert.Equal(NamespaceError.AlreadyExists, e.Reason);
        using NetworkNamespace still = _test.Registry.Open("red");
        Assert.Equal(there, still);
    }

    [Fact]
    public async Task A_name_that_is_there_already_can_be_opened_and_is_left()
    {
        using NetworkNamespace there = _test.Registry.Add("red");
        using SmallHost host = Build(services => services.AddNetworkNamespace("red", _ => Assert.Fail("configured"), ExistingNamespace.Open));

        await host.StartAsync();
        Assert.Equal(there, host.Services.GetRequiredKeyedService<NetworkNamespace>("red"));
        await host.StopAsync();

        Assert.True(_test.Registry.Contains("red"));
    }

    [Fact]
    public async Task A_name_that_is_there_already_can_be_made_anew()
    {
        using NetworkNamespace there = _test.Registry.Add("red");
        int configured = 0;
        using SmallHost host = Build(services => services.AddNetworkNamespace("red", _ => configured++, ExistingNamespace.Recreate));

        await host.StartAsync();
        Assert.NotEqual(there, host.Services.GetRequiredKeyedService<NetworkNamespace>("red"));
        await host.StopAsync();

        Assert.Equal(1, configured);
        Assert.False(_test.Registry.Contains("red"));
    }

    [Fact]
    public void Without_a_host_it_is_made_when_it_is_asked_for_and_deleted_with_the_container()
    {
        using (ServiceProvider provider = Configure(new ServiceCollection()).AddNetworkNamespace("red").BuildServiceProvider())
        {
            Assert.False(_test.Registry.Contains("red"));
            Assert.NotNull(provider.GetRequiredKeyedService<NetworkNamespace>("red"));
            Assert.True(_test.Registry.Contains("red"));
        }

        Assert.False(_test.Registry.Contains("red"));
    }

    private SmallHost Build(Action<IServiceCollection> add)
    {
        IServiceCollection services = Configure(new ServiceCollection());
        add(services);
        return new SmallHost(services);
    }

    private IServiceCollection Configure(IServiceCollection services) => services.AddLinuxNetns(o => o.RunDirectory = _test.RunDirectory);

    /// <summary>A service that was added before the namespace, and still finds it there.</summary>
    private sealed class User(TestRegistry test) : IHostedService
    {
        internal bool SawItAtStart { get; private set; }

        internal bool SawItAtStop { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            SawItAtStart = test.Registry.Contains("red");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            SawItAtStop = test.Registry.Contains("red");
            return Task.CompletedTask;
        }
    }
}
