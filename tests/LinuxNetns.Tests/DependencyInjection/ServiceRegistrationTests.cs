using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinuxNetns.Tests;

public sealed class ServiceRegistrationTests
{
    [Fact]
    public void The_services_are_singletons_with_the_configured_directory()
    {
        using ServiceProvider provider = new ServiceCollection().AddLinuxNetns(o => o.RunDirectory = "/run/made-up").BuildServiceProvider();

        Assert.Equal("/run/made-up", provider.GetRequiredService<INamespaceRegistry>().RunDirectory);
        Assert.Same(provider.GetRequiredService<INamespaceRegistry>(), provider.GetRequiredService<INamespaceRegistry>());
        Assert.Same(provider.GetRequiredService<IProcessScanner>(), provider.GetRequiredService<IProcessScanner>());
        Assert.Same(provider.GetRequiredService<INamespaceWatcher>(), provider.GetRequiredService<INamespaceWatcher>());
    }

    [Fact]
    public void What_was_registered_before_is_kept()
    {
        var scanner = new Moq.Mock<IProcessScanner>().Object;
        using ServiceProvider provider = new ServiceCollection().AddSingleton(scanner).AddLinuxNetns().AddLinuxNetns().BuildServiceProvider();

        Assert.Same(scanner, provider.GetRequiredService<IProcessScanner>());
        Assert.Single(provider.GetServices<INamespaceRegistry>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/with\0nul")]
    [InlineData("/")]
    [InlineData("/run/..")]
    public void A_directory_that_cannot_be_is_named_when_the_host_starts(string directory)
    {
        using ServiceProvider provider = new ServiceCollection().AddLinuxNetns(o => o.RunDirectory = directory).BuildServiceProvider();

        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(nameof(LinuxNetnsOptions.RunDirectory), e.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<INamespaceRegistry>);
    }

    [Fact]
    public void A_name_is_checked_when_it_is_added_and_added_once()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentException>(() => services.AddNetworkNamespace("a/b"));
        services.AddNetworkNamespace("red").AddNetworkNamespace("blue");

        Assert.Throws<ArgumentException>(() => services.AddNetworkNamespace("red"));
    }
}
