using System.Diagnostics;

namespace LinuxNetns.SideBySide;

/// <summary>What one operation takes, in nanoseconds: of the clock, and of all processors (not a number where nobody counted).</summary>
internal readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>Of so many operations in this process, one after the other.</summary>
    internal static Cost Of(int operations, Action operation)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < operations; i++)
            operation();
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return new Cost(wall.TotalNanoseconds, (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds) / operations;
    }

    /// <summary>Of so many operations that the work does.</summary>
    internal static async Task<Cost> OfAsync(int operations, Func<int, Task> work)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await work(operations);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return new Cost(wall.TotalNanoseconds, (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds) / operations;
    }

    public static Cost operator /(Cost cost, int count) => new(cost.Wall / count, cost.Cpu / count);
}
