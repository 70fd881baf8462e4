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
        int count = Times(arena);
        string times = Arena.Text(count);
        return new Comparison(
            "processes of a namespace",
            arena.Processes,
            "processes",
            [
                new("C, BPF iterator", programs.Floor(count, "pids", "bpf", times, arena.Path)),
                Ours("LinuxNetns, BPF iterator", ProcessScanBackend.Bpf, ns, count),
                new("C, RTM_GETNSID", programs.Floor(count, "pids", "nsid", times, arena.Path)),
                Ours("LinuxNetns, RTM_GETNSID", ProcessScanBackend.NetnsId, ns, count),
                new("C, fstatat", programs.Floor(count, "pids", "stat", times, arena.Path)),
                Ours("LinuxNetns, fstatat", ProcessScanBackend.Proc, ns, count),
                new("ip netns pids", programs.Command(1, "ip", "netns", "pids", arena.Name)),
            ],
            // With fewer the fixed costs of a question are compared, not those of a process.
            arena.Processes < 10_000
                ? []
                :
                [
                    new("LinuxNetns, BPF iterator", "C, BPF iterator", 1.10, OfCpu: true),
                    new("LinuxNetns, BPF iterator", "ip netns pids", 0.10, OfCpu: true),
                    new("LinuxNetns, RTM_GETNSID", "C, RTM_GETNSID", 1.15, OfCpu: true),
                    new("LinuxNetns, fstatat", "C, fstatat", 1.10, OfCpu: true),
                ]);
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
            > 10_000 => [new("netns pids", "ip netns pids", 0.20, OfCpu: true)],
            10_000 => [new("netns pids", "ip netns pids", 0.40, OfCpu: true)],
            _ => [],
        });

    private static Comparison Scan(Programs programs, Arena arena)
    {
        int count = Times(arena);
        var scanner = new ProcessScanner();
        var alike = new HostScanOptions { IncludeHolders = false }; // lsns knows of no descriptors and mounts but its own
        return new Comparison(
            "every namespace of the host",
            arena.Processes,
            "processes",
            [
                // More than a minute for 50,000.
                new("lsns -t net", arena.Processes > 10_000 ? null : programs.Command(1, "lsns", "-t", "net"), IsSlow: true),
                new("LinuxNetns, Scan", () => Cost.Of(count, () => scanner.Scan(alike))),
                new("LinuxNetns, Scan with holders", () => Cost.Of(count, () => scanner.Scan())),
            ],
            arena.Processes >= 10_000 ? [new("LinuxNetns, Scan", "lsns -t net", 0.01), new("LinuxNetns, Scan with holders", "lsns -t net", 0.06)] : []);
    }

    private static int Times(Arena arena) => arena.Processes > 10_000 ? 2 : 10;
}
