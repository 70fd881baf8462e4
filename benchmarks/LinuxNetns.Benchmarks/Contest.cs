using System.Globalization;

namespace LinuxNetns.Benchmarks;

/// <summary>
/// Rounds in rotating order. The machine is shared and noisy, so a ratio is taken within each round, against the first contestant's time a moment ago, and
/// the median of these is told, with the quarter below and above. The first rounds do not count: programs are read from disk and methods compiled.
/// </summary>
internal static class Contest
{
    private const int WarmUps = 3;
    private const int Rounds = 9;

    internal static void Run(string what, NamespaceRegistry registry, params Contestant[] contestants)
    {
        Console.WriteLine(what);
        Contestant[] there = [.. contestants.Where(contestant => contestant.Measure is not null)];
        var times = new double[there.Length][];
        for (int i = 0; i < there.Length; i++)
            times[i] = new double[WarmUps + Rounds];
        for (int round = 0; round < WarmUps + Rounds; round++)
        {
            for (int i = 0; i < there.Length; i++)
            {
                int turn = (i + round) % there.Length;
                times[turn][round] = there[turn].Run();
                Settle(registry);
            }
        }

        foreach (Contestant contestant in contestants)
        {
            int index = Array.IndexOf(there, contestant);
            Console.WriteLine(index < 0 ? $"  {contestant.Name,-22} is not installed" : Line(contestant.Name, times[index], times[0]));
        }
    }

    private static string Line(string name, double[] all, double[] first)
    {
        double[] times = [.. all[WarmUps..].Order()];
        double[] ratios = [.. all.Zip(first, (mine, others) => mine / others).Skip(WarmUps).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-22} {times[Rounds / 2],9:0.00} ms  {times[0],9:0.00} to {times[^1],9:0.00}  ratio {ratios[Rounds / 2]:0.00}, {ratios[Rounds / 4]:0.00} to {ratios[^(1 + Rounds / 4)]:0.00}  first {all[0],9:0.00} ms");
    }

    /// <summary>
    /// Waits until the kernel has freed the namespaces of before, which takes it seconds for thousands of links. It frees them in order, and says so at the
    /// start: the second one that is heard of comes behind all of them.
    /// </summary>
    private static void Settle(NamespaceRegistry registry)
    {
        for (int i = 0; i < 2; i++)
        {
            registry.Add("settle").Dispose();
            registry.DeleteAsync("settle", new NamespaceDeleteOptions { WaitUntilDestroyed = true }).GetAwaiter().GetResult();
        }
    }
}
