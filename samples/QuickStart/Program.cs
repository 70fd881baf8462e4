// Two namespaces, their loopback up, a process in one of them; then what the machine knows of it. Leaves nothing behind.
using LinuxNetns;

NetnsPrivileges here = NetnsPrivileges.Probe();
if (!here[NetnsFeature.Name].Works || !here[NetnsFeature.Enter].Works)
{
    Console.Error.WriteLine("This needs privileges that are missing here:");
    Console.Error.Write(here);
    if (!here.InUserNamespace)
        Console.Error.WriteLine($"As root it works; or, without root: {NetnsPrivileges.RootlessCommand.Replace("COMMAND", "dotnet run --no-build --project samples/QuickStart", StringComparison.Ordinal)}");
    return 1;
}

string suffix = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
var registry = new NamespaceRegistry();
var watching = new TaskCompletionSource();
Task monitor = Monitor();
using (NetworkNamespace red = NetworkNamespace.Create($"quickstart-red-{suffix}"))
using (NetworkNamespace blue = NetworkNamespace.Create($"quickstart-blue-{suffix}"))
{
    await watching.Task.WaitAsync(TimeSpan.FromSeconds(30));
    red.Links.SetUp("lo");
    blue.Links.SetUp("lo");
    using NamespaceProcess sleeper = red.StartProcess("sleep", ["1000"]);

    Console.WriteLine("list");
    foreach (NamespaceEntry entry in registry.List())
        Console.WriteLine($"  {entry.Name}  {entry.State}  {entry.Id}");

    Console.WriteLine($"identify {sleeper.Id}: {string.Join(", ", registry.Identify(sleeper.Id))}");
    Console.WriteLine($"pids {red.Name}: {string.Join(", ", new ProcessScanner().FindProcesses(red).ProcessIds)}");

    CommandResult links = await red.ExecAsync("cat", ["/proc/net/dev"]);
    Console.WriteLine($"inside {red.Name}:\n{links.StandardOutput}");
    sleeper.Kill();
    await sleeper.WaitForExitAsync();
}

await monitor.WaitAsync(TimeSpan.FromSeconds(30));
return 0;

// Ends by itself when the kernel has freed both.
async Task Monitor()
{
    int destroyed = 0;
    await foreach (NamespaceEvent change in new NamespaceWatcher().WatchAsync())
    {
        if (change.Name?.EndsWith(suffix, StringComparison.Ordinal) != true)
            continue;
        Console.WriteLine($"monitor: {change.Kind} {change.Name}");
        if (change.Kind is NamespaceEventKind.Existing or NamespaceEventKind.Ready && change.Name.Contains("blue", StringComparison.Ordinal))
            watching.TrySetResult();
        if (change.Kind == NamespaceEventKind.Destroyed && ++destroyed == 2)
            break;
    }
}
