namespace LinuxNetns.SideBySide;

/// <summary>Names: which one a process belongs to, and all of them.</summary>
internal static class NamePaths
{
    internal static IEnumerable<Comparison> All(Programs programs, Arena arena)
    {
        using NetworkNamespace ns = arena.Registry.Open(arena.Name);
        int process = arena.ProcessOf(ns);
        yield return Identify(programs, arena, process);
        yield return List(programs, arena);
    }

    private static Comparison Identify(Programs programs, Arena arena, int process)
    {
        const int Times = 2_000;
        int ofIp = Math.Max(1, 1_000 / arena.Names);
        return new Comparison(
            "identify",
            arena.Names,
            "names",
            [
                new("C, one fstatat", programs.Floor(Times, "namespaces", "identify", Arena.Text(Times), Arena.Text(process))),
                new("LinuxNetns", () => Cost.Of(Times, () => arena.Registry.Identify(process))),
                new("ip netns identify", programs.Command(ofIp, "ip", "netns", "identify", Arena.Text(process))),
            ],
            new Target("LinuxNetns", "C, one fstatat", 1.25));
    }

    private static Comparison List(Programs programs, Arena arena)
    {
        int times = Math.Max(1, 1_000 / arena.Names);
        return new Comparison(
            "list with ids",
            arena.Names,
            "names",
            [
                new("ip netns list", programs.Command(times, "ip", "netns", "list")),
                new("LinuxNetns", () => Cost.Of(times, () => arena.Registry.List())),
                new("netns list", programs.ToolCommand(times, "list")),
            ],
            arena.Names >= 1_000 ? [new("LinuxNetns", "ip netns list", 0.5)] : [new("netns list", "ip netns list", 2)]);
    }
}
