// What happens to the names: run it beside "ip netns add x", "ip netns del x". With --demo it makes something happen itself, and ends.
using LinuxNetns;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
using NetworkNamespace? demo = args is ["--demo"] ? NetworkNamespace.Create($"watch-demo-{Environment.ProcessId}") : null;
try
{
    await foreach (NamespaceEvent change in new NamespaceWatcher().WatchAsync(stop.Token))
    {
        Console.WriteLine($"{change.Kind,-9} {change.Name} {change.Id}");
        if (demo is null || change.Name != demo.Name)
            continue;
        if (change.Kind is NamespaceEventKind.Existing)
            demo.Dispose();
        if (change.Kind is NamespaceEventKind.Destroyed)
            break;
    }
}
catch (OperationCanceledException)
{
    // Ctrl-C.
}
