namespace LinuxNetns.SideBySide;

/// <summary>Who is inside.</summary>
internal static class ProcessPaths
{
    internal static IEnumerable<Comparison> All(Programs programs, Arena arena)
    {
        using NetworkNamespace ns = arena.Registry.Open(arena.Name);
        foreach (Comparison comparison in (Comparison[])[Find(programs, arena, ns), Command(programs, arena), Scan(programs, arena)])
            yield return comparison;
    }

    private static Comparison Find(Programs programs, Arena arena, NetworkNamespace ns)
    {
        const int Times = 10;
        string times = Arena.Text(Times);
        return new Comparison(
            "processes of a namespace",
            arena.Processes,
            "processes",
            [
                new("C, BPF iterator", programs.Floor(Times, "pids", "bpf", times, arena.Path)),
                Ours("LinuxNetns, BPF iterator", ProcessScanBackend.Bpf, ns, Times),
                new("C, RTM_GETNSID", programs.Floor(Times, "pids", "nsid", times, arena.Path)),
                Ours("LinuxNetns, RTM_GETNSID", ProcessScanBackend.NetnsId, ns, Times),
                new("C, fstatat", programs.Floor(Times, "pids", "stat", times, arena.Path)),
                Ours("LinuxNetns, fstatat", ProcessScanBackend.Proc, ns, Times),
                new("ip netns pids", programs.Command(1, "ip", "netns", "pids", arena.Name)),
            ],
            new("LinuxNetns, BPF iterator", "C, BPF iterator", 1.10, OfCpu: true),
            new("LinuxNetns, BPF iterator", "ip netns pids", 0.10, OfCpu: true),
            new("LinuxNetns, RTM_GETNSID", "C, RTM_GETNSID", 1.15, OfCpu: true),
            new("LinuxNetns, fstatat", "C, fstatat", 1.10, OfCpu: true));
    }

    private static Contestant Ours(string name, ProcessScanBackend backend, NetworkNamespace ns, int times)
    {
        var scanner = new ProcessScanner();
        var options = new ProcessScanOptions { Backend = backend };
        bool there = scanner.FindProcesses(ns, options).Backend == backend;
        return new Contestant(name, there ? () => Cost.Of(times, () => scanner.FindProcesses(ns, options)) : null);
    }

    private static Comparison Command(Programs programs, Arena arena) => new(
        "netns pids, the whole command",
        arena.Processes,
        "processes",
        [
            new("ip netns pids", programs.Command(3, "ip", "netns", "pids", arena.Name)),
            new("netns pids", programs.ToolCommand(3, "pids", arena.Name)),
            new("C, BPF iterator", programs.Command(3, programs.Floor("pids"), "cold", "1", arena.Path)),
        ],
        arena.Processes switch
        {
            >= 50_000 => [new("netns pids", "ip netns pids", 0.20, OfCpu: true)],
            >= 10_000 => [new("netns pids", "ip netns pids", 0.40, OfCpu: true)],
            _ => [],
        });

    private static Comparison Scan(Programs programs, Arena arena)
    {
        const int Times = 10;
        var scanner = new ProcessScanner();
        var alike = new HostScanOptions { IncludeHolders = false }; // lsns knows of no descriptors and mounts but its own
        return new Comparison(
            "every namespace of the host",
            arena.Processes,
            "processes",
            [
                new("lsns -t net", programs.Command(1, "lsns", "-t", "net"), IsSlow: true),
                new("LinuxNetns, Scan", () => Cost.Of(Times, () => scanner.Scan(alike))),
                new("LinuxNetns, Scan with holders", () => Cost.Of(Times, () => scanner.Scan())),
            ],
            arena.Processes >= 10_000 ? [new("LinuxNetns, Scan", "lsns -t net", 0.01), new("LinuxNetns, Scan with holders", "lsns -t net", 0.06)] : []);
    }
}
