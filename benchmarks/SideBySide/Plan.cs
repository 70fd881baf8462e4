namespace LinuxNetns.SideBySide;

/// <summary>What is compared, at which sizes, in which order: what needs the same load together, for a load takes long to make.</summary>
internal sealed class Plan(Programs programs, Options options)
{
    private const int NamesOfProcesses = 1_000;
    private const int ManyNames = 10_000;
    // As many as fit below the kernel's own pid_max, 32,768, which bounds those of all PID namespaces.
    private const int FewerProcesses = 30_000;

    private int[] Processes => options.IsQuick ? [10_000] : [1_000, 10_000, 50_000];

    private int[] Names => options.IsQuick ? [10] : [10, 100, ManyNames];

    /// <summary>For the progress bar.</summary>
    internal int Count => 14 + Processes.Length * 3 + (Names.Length + 1) * 3;

    /// <summary>What was measured of memory so far.</summary>
    internal List<Footprint> Footprints { get; } = [];

    internal IEnumerable<Comparison> Comparisons() =>
        InsidePaths.All(programs)
            .Concat(HttpPaths.All())
            .Concat(NetlinkPaths.All(programs, routes: 10_000))
            .Concat(LifePaths.All(programs))
            .Concat(WatchPaths.All(programs))
            .Concat(Names.SelectMany(names => Loaded(names, names, OfNames)))
            .Concat(Processes.SelectMany(processes => Loaded(processes, NamesOfProcesses, arena => processes == 10_000 ? ProcessPaths.All(programs, arena).Concat(OfNames(arena)) : ProcessPaths.All(programs, arena))));

    private IEnumerable<Comparison> OfNames(Arena arena) => NamePaths.All(programs, arena).Concat(ExecPaths.All(programs, arena));

    private IEnumerable<Comparison> Loaded(int processes, int names, Func<Arena, IEnumerable<Comparison>> compare)
    {
        using Arena? arena = Arena.TryMake(programs, processes, names) ?? (processes > FewerProcesses ? Arena.TryMake(programs, FewerProcesses, names) : null);
        if (arena is null)
        {
            Console.WriteLine($"{processes} processes in {names} namespaces cannot be had on this machine (kernel.pid_max, memory): not in the table.");
            yield break;
        }

        foreach (Comparison comparison in compare(arena))
            yield return comparison;
        if (names == ManyNames && options.Only.Count == 0)
            Footprints.AddRange(MemoryPaths.All(arena));
    }
}
