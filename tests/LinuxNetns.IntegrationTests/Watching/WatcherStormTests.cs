using System.Diagnostics;

namespace LinuxNetns.IntegrationTests;

/// <summary>Many processes change one registry at once, half of them by ip; the events applied one by one give the directory at the end.</summary>
public sealed class WatcherStormTests
{
    private const int Processes = 16, Steps = 25;

    // ip only knows /run/netns, so the storm and its watcher are inside a sandbox: this test program, started there for the explicit test below.
    [Fact]
    public void The_events_of_a_storm_of_sixteen_processes_give_the_directory()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        string host = Environment.ProcessPath!, library = typeof(WatcherStormTests).Assembly.Location;
        string self = Path.GetFileName(host) == "dotnet" ? $"'{host}' '{library}'" : $"'{host}'";

        SandboxResult result = TestSandbox.Run($"{self} --no-progress --explicit only --filter-method '*{nameof(The_storm_inside_the_sandbox)}'");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("succeeded: 1", result.Output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task The_storm_inside_the_sandbox()
    {
        var options = new LinuxNetnsOptions { RunDirectory = "/run/netns" };
        var registry = new NamespaceRegistry(options);
        await using var reader = new WatchReader(new NamespaceWatcher(options));
        registry.Add("armed").Dispose();
        await reader.NextAsync();

        Process[] storm = [.. Enumerable.Range(0, Processes / 2).Select(Start)];
        IEnumerable<Task> own = Enumerable.Range(Processes / 2, Processes / 2).Select(i => Task.Factory.StartNew(() => Work(registry, i), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(own);
        foreach (Process process in storm)
        {
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal("", error);
            process.Dispose();
        }

        registry.Add("last").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "last");
        // One look tells its changes in the order of names, so others may follow the last one's. A name that is made after that was told is of a later look.
        registry.Add("end").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "end");
        Assert.Equal(registry.List().OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => (e.Name, e.Id)), reader.Names.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(Processes + 3, reader.Names.Count);
        // Whatever was seen to go was seen to end, and nothing else was.
        foreach (string name in registry.List().Select(e => e.Name))
            registry.Delete(name);
        await reader.UntilAsync(NamespaceEventKind.Destroyed, "last");
        HashSet<ulong?> ready = [.. reader.Seen.Where(e => e.Kind is NamespaceEventKind.Ready or NamespaceEventKind.Existing).Select(e => e.Id?.KernelId)];
        Assert.DoesNotContain(reader.Seen, e => e.Kind == NamespaceEventKind.Destroyed && !ready.Contains(e.Id?.KernelId));
    }

    /// <summary>Each keeps one name at the end.</summary>
    private static Process Start(int number)
    {
        string script = $"for i in $(seq {Steps}); do ip netns add s{number}-$i && ip netns del s{number}-$i || exit 1; done; ip netns add s{number}";
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        return Process.Start(start)!;
    }

    private static void Work(NamespaceRegistry registry, int number)
    {
        for (int i = 0; i < Steps; i++)
        {
            registry.Add($"s{number}-{i}").Dispose();
            registry.Rename($"s{number}-{i}", $"r{number}-{i}");
            registry.Delete($"r{number}-{i}");
        }

        registry.Add($"s{number}").Dispose();
    }
}
