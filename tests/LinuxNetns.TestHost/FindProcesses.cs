using System.Runtime.InteropServices;

namespace LinuxNetns.TestHost;

/// <summary>Finds the processes of a namespace under whatever conditions it was started, and tells how: a line a way that was asked for, "BACKEND whole|part DENIED FALLBACKS : PROCESSES".</summary>
internal static partial class FindProcesses
{
    /// <param name="procDirectory">The process table.</param>
    /// <param name="path">The namespace.</param>
    /// <param name="ways">Back ends by name, with "+" before them for every thread; "first" keeps the program's first question for the first of them; "drop" takes every capability from this thread
    /// before the rest, "refuse=CALL,CALL" forbids system calls (<see cref="Seccomp"/>), "hide" mounts something else over /proc; "scan" asks for the whole host, "spaces" for that without holders,
    /// "held" for holders.</param>
    internal static void Run(string procDirectory, string path, string[] ways)
    {
        using var target = NetworkNamespace.OpenPath(path);
        var scanner = new ProcessScanner(new LinuxNetnsOptions { ProcDirectory = procDirectory }, new OutputLog<ProcessScanner>());
        // The first question of a program is a special case among few processes.
        if (ways[0] != "first")
            _ = Find(scanner, target, nameof(ProcessScanBackend.Proc));
        foreach (string way in ways.Where(way => way != "first"))
        {
            if (way == "drop")
                DropCapabilities();
            else if (way == "hide")
                HideProc();
            else if (way.StartsWith("refuse=", StringComparison.Ordinal))
                Seccomp.Refuse(way["refuse=".Length..].Split(','));
            else
                Console.WriteLine(Find(scanner, target, way));
        }
    }

    /// <summary>What holds a new namespace, which is a descriptor of this process: "BACKEND;FALLBACKS;COMPLETE;REASONS;HOLDERS".</summary>
    internal static void Holders()
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        using var again = NetworkNamespace.FromHandle(ns.Handle);
        NamespaceHolders found = new ProcessScanner().FindHolders(ns);
        Console.WriteLine($"{found.Backend};{string.Join(',', found.Fallbacks.Select(f => f.Backend))};{found.IsComplete};{string.Join(' ', found.Fallbacks.Select(f => f.Reason))};{string.Join(' ', found.Holders)}");
    }

    private static string Find(ProcessScanner scanner, NetworkNamespace target, string way)
    {
        try
        {
            if (way is "scan" or "spaces")
            {
                HostNamespaces host = scanner.Scan(new HostScanOptions { IncludeHolders = way == "scan" });
                return Line(host.Backend, host.IsComplete, host.Denied, host.Fallbacks, host.Namespaces.SingleOrDefault(ns => ns.Id == target.Id)?.ProcessIds ?? []);
            }

            if (way == "held")
            {
                NamespaceHolders held = scanner.FindHolders(target);
                return Line(held.Backend, held.IsComplete, held.Denied, held.Fallbacks, held.Holders.Where(holder => holder.Kind == NamespaceHolderKind.Process).Select(holder => holder.ProcessId));
            }

            ProcessScan scan = scanner.FindProcesses(target, new ProcessScanOptions { IncludeThreads = way[0] == '+', Backend = Enum.Parse<ProcessScanBackend>(way.TrimStart('+')) });
            return Line(scan.Backend, scan.IsComplete, scan.Denied, scan.Fallbacks, scan.ProcessIds);
        }
        catch (NetworkNamespaceException e)
        {
            return $"refused {e.Reason} {e.Errno}";
        }
    }

    private static string Line(ProcessScanBackend backend, bool complete, int denied, IReadOnlyList<ProcessScanFallback> fallbacks, IEnumerable<int> processes) =>
        $"{backend} {(complete ? "whole" : "part")} {denied} {string.Join(',', fallbacks.Select(f => f.Backend))} : {string.Join(' ', processes)}";

    private static void HideProc()
    {
        if (Mount("none", "/proc", "tmpfs", 0, 0) != 0)
            throw new InvalidOperationException($"mount: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>capset(2), of the calling thread, as capabilities belong to threads.</summary>
    private static unsafe void DropCapabilities()
    {
        uint* header = stackalloc uint[] { 0x20080522, 0 };
        uint* data = stackalloc uint[6];
        new Span<uint>(data, 6).Clear();
        if (CapabilitySet(header, data) != 0)
            throw new InvalidOperationException($"capset: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static unsafe partial int CapabilitySet(uint* header, uint* data);
}
