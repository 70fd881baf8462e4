namespace LinuxNetns.SideBySide;

/// <summary>/bin/true inside: what a command costs before it does anything.</summary>
internal static class ExecPaths
{
    internal static IEnumerable<Comparison> All(Programs programs, Arena arena)
    {
        const int Times = 100;
        // What ip does takes in proportion to the names.
        int ofIp = Math.Clamp(2_000 / arena.Names, 2, Times);
        using NetworkNamespace ns = arena.Registry.Open(arena.Name);
        var networkOnly = new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false, StandardInput = StandardStreamMode.Inherited, StandardOutput = StandardStreamMode.Inherited, StandardError = StandardStreamMode.Inherited };
        var asIp = new ExecOptions { StandardInput = StandardStreamMode.Inherited, StandardOutput = StandardStreamMode.Inherited, StandardError = StandardStreamMode.Inherited };
        var asIpShared = new ExecOptions { ShareView = true, StandardInput = StandardStreamMode.Inherited, StandardOutput = StandardStreamMode.Inherited, StandardError = StandardStreamMode.Inherited };
        yield return new Comparison(
            "exec true",
            arena.Names,
            "names",
            [
                new("C, setns and posix_spawn", programs.Floor(Times, "namespaces", "exec", Arena.Text(Times), arena.Path, "/bin/true")),
                new("LinuxNetns, network only", () => Cost.Of(Times, () => Start(ns, networkOnly))),
                new("LinuxNetns, as ip does", () => Cost.Of(ofIp, () => Start(ns, asIp))),
                new("LinuxNetns, as ip does, in one view", () => Cost.Of(Times, () => Start(ns, asIpShared))),
                new("nsenter", programs.Command(Times, "nsenter", $"--net={arena.Path}", "/bin/true")),
                new("ip netns exec", programs.Command(ofIp, "ip", "netns", "exec", arena.Name, "/bin/true")),
                new("netns exec", programs.ToolCommand(ofIp, "exec", arena.Name, "/bin/true")),
            ],
            new("LinuxNetns, network only", "C, setns and posix_spawn", 1.35),
            new("LinuxNetns, network only", "ip netns exec", arena.Names switch { >= 10_000 => 0.02, >= 1_000 => 0.15, _ => 0.45 }));
    }

    private static void Start(NetworkNamespace ns, ExecOptions options)
    {
        using NamespaceProcess process = ns.StartProcess("/bin/true", [], options);
        process.WaitForExitAsync().GetAwaiter().GetResult();
    }
}
