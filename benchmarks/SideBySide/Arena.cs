using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns.SideBySide;

/// <summary>Names l0, l1, … in /run/netns, each a namespace, and sleeping processes spread over them.</summary>
internal sealed class Arena : IDisposable
{
    private readonly NamespaceProcess _load;

    private Arena(NamespaceProcess load, int processes, int names)
    {
        _load = load;
        Processes = processes;
        Names = names;
    }

    internal int Processes { get; }

    internal int Names { get; }

    internal NamespaceRegistry Registry { get; } = new();

    /// <summary>One of the names, in the middle.</summary>
    internal string Name => $"l{Names / 2}";

    internal string Path => System.IO.Path.Join(Registry.RunDirectory, Name);

    /// <summary>One of its processes, if there are as many as names.</summary>
    internal int ProcessOf(NetworkNamespace ns) => new ProcessScanner().FindProcesses(ns).ProcessIds[0];

    /// <summary>Null where the machine cannot have so many.</summary>
    internal static Arena? TryMake(Programs programs, int processes, int names)
    {
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        string[] arguments = [Text(processes), Text(names), new NamespaceRegistry().RunDirectory];
        NamespaceProcess load = here.StartProcess(programs.Floor("load"), arguments, new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false, StandardInput = StandardStreamMode.Piped, StandardOutput = StandardStreamMode.Piped });
        var arena = new Arena(load, processes, names);
        using var ready = new StreamReader(load.StandardOutput);
        if (ready.ReadLine() == "READY")
            return arena;
        arena.Dispose();
        return null;
    }

    public void Dispose()
    {
        _load.StandardInput.Dispose();
        _load.WaitForExitAsync().GetAwaiter().GetResult();
        _load.Dispose();
        Registry.DeleteAll();
        Settle(Registry);
    }

    /// <summary>
    /// Waits until the kernel has freed the namespaces of before, which takes it seconds for thousands of them. It frees them in order, and says so at the
    /// start: the second one that is heard of comes behind all of them.
    /// </summary>
    internal static void Settle(NamespaceRegistry registry)
    {
        for (int i = 0; i < 2; i++)
        {
            registry.Add("settle").Dispose();
            registry.DeleteAsync("settle", new NamespaceDeleteOptions { WaitUntilDestroyed = true }).GetAwaiter().GetResult();
        }
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
