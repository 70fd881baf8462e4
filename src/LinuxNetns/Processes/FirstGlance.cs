using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>The first question of a program goes to /proc where that lists few processes: a look at each is cheaper than to load a program into the kernel, and a command asks only once.</summary>
internal sealed class FirstGlance(ProcessTable table, ProcessVisibility visibility, ProcFinder proc)
{
    // A look takes near 5 us; to load the program takes as long as a thousand.
    private const int Few = 1000;

    private static int s_asked;

    /// <summary>Whether this is that question.</summary>
    internal bool IsDue(ProcessScanBackend backend) =>
        Interlocked.Exchange(ref s_asked, 1) == 0
        && backend == ProcessScanBackend.Auto
        && table.CountOwn() < Few
        && table.ShowsFirst();

    /// <summary>False if there is no answer that is as good as any other way's: it was not the first question, there are too many, or /proc does not show them all.</summary>
    internal bool TryFind(ProcessScanBackend backend, NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found) =>
        IsDue(backend)
        && proc.Find(id, handle, threads, found) is null
        && found.Denied == 0
        && !visibility.IsHiding();
}
