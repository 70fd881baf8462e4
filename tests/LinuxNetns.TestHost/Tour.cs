using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns.TestHost;

/// <summary>What a user types, in one go, in a sandbox: the names red and vpn-process's number come from ip; what is left, ip is asked about afterwards.</summary>
internal static class Tour
{
    internal static async Task RunAsync(int processId)
    {
        using var a = NetworkNamespace.Open("red");
        using var b = NetworkNamespace.OpenPath($"/proc/{processId}/ns/net");
        using var c = NetworkNamespace.OpenProcess(processId);
        using var d = NetworkNamespace.OpenCurrent();
        Say("same", a == c && b == c && a != d);

        var registry = new NamespaceRegistry();
        using (registry.Add("green"))
        {
            // Kept: disposing of it only closes the handle.
        }

        using (registry.Attach("vpn", processId: processId))
        {
            // Kept too.
        }

        foreach (NamespaceEntry e in registry.List().OrderBy(e => e.Name, StringComparer.Ordinal))
            Say("entry", $"{e.Name} {e.State} {e.Id is not null} {e.NetnsId?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        IReadOnlyList<string> names = registry.Identify(processId);
        Say("names", string.Join(' ', names.Order(StringComparer.Ordinal)));
        registry.Rename("green", "lime");
        Say("set", registry.SetNetnsId("lime", 7));
        Say("auto", registry.SetNetnsId("vpn") >= 0);
        try
        {
            registry.SetNetnsId("lime", 8);
        }
        catch (NetlinkException e)
        {
            Say("again", e.KernelMessage);
        }

        foreach (NamespaceIdAssignment id in registry.ListNetnsIds().OrderByDescending(id => id.NetnsId))
            Say("id", $"{id.NetnsId == 7} {string.Join(' ', id.Names.Order(StringComparer.Ordinal))}");
        registry.SetAdministrativeState("lime", AdministrativeState.Down);
        Say("down", registry.List().Single(e => e.AdministrativeState == AdministrativeState.Down).Name);
        NamespaceDeletion deletion = await registry.DeleteAsync("lime", new NamespaceDeleteOptions { WaitUntilDestroyed = true, EvacuatePhysicalLinks = true });
        Say("destroyed", deletion.Destroyed);
        registry.Delete("vpn");

        var scanner = new ProcessScanner();
        ProcessScan pids = scanner.FindProcesses(a);
        Say("pids", pids.ProcessIds.Contains(processId));
        HostNamespaces host = scanner.Scan();
        Say("host", host.Namespaces.Single(n => n.Id == a.Id).Names.Single());

        using NetworkNamespace left = NetworkNamespace.Create("kept").Keep();
        left.Links.SetUp("lo");
        CommandResult link = await left.ExecAsync("cat", ["/sys/class/net/lo/flags"]);
        Say("up", link.StandardOutput.Trim());
    }

    private static void Say(string what, object? value) => Console.WriteLine($"{what}: {value}");
}
