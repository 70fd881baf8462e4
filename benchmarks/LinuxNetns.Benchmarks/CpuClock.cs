using System.Runtime.InteropServices;

namespace LinuxNetns.Benchmarks;

/// <summary>CPU time, which says more than the wall clock where others work too.</summary>
internal static unsafe partial class CpuClock
{
    private const int ProcessClock = 2; // CLOCK_PROCESS_CPUTIME_ID
    private const int Children = -1; // RUSAGE_CHILDREN

    /// <summary>Of this process, in nanoseconds.</summary>
    internal static double OwnNanoseconds()
    {
        long* time = stackalloc long[2];
        _ = GetTime(ProcessClock, time);
        return (time[0] * 1e9) + time[1];
    }

    /// <summary>Of the children that have ended, in nanoseconds.</summary>
    internal static double ChildrenNanoseconds()
    {
        long* usage = stackalloc long[18]; // struct rusage: user and system time, each in seconds and microseconds, come first
        _ = GetUsage(Children, usage);
        return ((usage[0] + usage[2]) * 1e9) + ((usage[1] + usage[3]) * 1e3);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, long* time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, long* usage);
}
