using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.Benchmarks;

/// <summary>Thousands of names at once: list, identify, pids and delete work, and the cost of a name in a list does not grow with their number.</summary>
internal static class ManyNamespaces
{
    internal static int Run(int count)
    {
        using var few = new BenchmarkRegistry(count / 100);
        double perNameOfFew = PerName(few, count / 100);
        using var many = new BenchmarkRegistry(0);
        double add = Milliseconds(() =>
        {
            for (int i = 0; i < count; i++)
                many.Registry.Add($"n{i}").Dispose();
        });
        double perNameOfMany = PerName(many, count);
        using NetworkNamespace last = many.Registry.Open($"n{count - 1}");
        bool identified = many.Registry.Identify(last) is [var name] && name == $"n{count - 1}";
        int pids = new ProcessScanner().FindProcesses(last).ProcessIds.Count;
        int failed = 0;
        double delete = Milliseconds(() => failed = many.Registry.DeleteAll().Count(r => !r.Succeeded));
        int left = many.Registry.List().Count;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} names: list per name {perNameOfMany / perNameOfFew:0.00} x that of {count / 100} names"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"add {add:0} ms, delete all {delete:0} ms, identified {identified}, pids {pids}, failed {failed}, left {left}"));
        return identified && pids == 0 && failed == 0 && left == 0 ? 0 : 1;
    }

    private static double PerName(BenchmarkRegistry registry, int count)
    {
        double[] rounds = [.. Enumerable.Range(0, 7).Select(_ => Milliseconds(() =>
        {
            if (registry.Registry.List().Count != count)
                throw new InvalidOperationException("The list is not whole.");
        }))];
        return rounds.Order().ElementAt(rounds.Length / 2) / count;
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
