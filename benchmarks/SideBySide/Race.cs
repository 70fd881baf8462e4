namespace LinuxNetns.SideBySide;

/// <summary>Rounds in rotating order. The machine may be shared, so a ratio is taken within each round, against what the other one took a moment ago.</summary>
internal sealed class Race(int warmUps, int rounds)
{
    /// <summary>Slow contestants run in one round of so many.</summary>
    private const int Slowness = 3;

    internal Outcome Run(Comparison comparison, Action<string> tell)
    {
        Contestant[] there = [.. comparison.Contestants.Where(contestant => contestant.Measure is not null)];
        var costs = there.ToDictionary(contestant => contestant.Name, _ => new Cost[rounds]);
        for (int round = -warmUps; round < rounds; round++)
        {
            for (int i = 0; i < there.Length; i++)
            {
                Contestant next = there[(i + round + warmUps) % there.Length];
                bool runs = !next.IsSlow || (round >= 0 && round % Slowness == 0);
                if (runs)
                    tell($"{comparison.Path}, {comparison.Size} {comparison.SizeUnit}: {next.Name}");
                Cost cost = runs ? next.Measure!() : new Cost(double.NaN, double.NaN);
                if (round >= 0)
                    costs[next.Name][round] = cost;
                if (runs)
                    comparison.Settle?.Invoke();
            }
        }

        return new Outcome(
            comparison.Path,
            comparison.Size,
            comparison.SizeUnit,
            [.. there.Select(contestant => new Standing(contestant.Name, Spread.Of(costs[contestant.Name].Select(cost => cost.Wall)), Spread.Of(costs[contestant.Name].Select(cost => cost.Cpu))))],
            [.. comparison.Targets.Where(target => costs.ContainsKey(target.Ours) && costs.ContainsKey(target.Theirs)).Select(target => Judge(target, costs[target.Ours], costs[target.Theirs]))]);
    }

    private static Verdict Judge(Target target, Cost[] ours, Cost[] theirs) =>
        new(target, Spread.Of(ours.Zip(theirs, (mine, other) => target.OfCpu ? mine.Cpu / other.Cpu : mine.Wall / other.Wall)));
}
