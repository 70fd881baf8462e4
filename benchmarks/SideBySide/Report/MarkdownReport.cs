using System.Globalization;
using System.Text;

namespace LinuxNetns.SideBySide;

/// <summary>Two tables: the ratios that were to be reached, and every contestant against the first of its comparison.</summary>
internal static class MarkdownReport
{
    internal static string Render(Machine machine, IReadOnlyList<Outcome> outcomes)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {machine}. Medians of ratios within one round, with the quarters below and above; `cpu` where processor time is compared, else the clock.");
        text.AppendLine();
        text.AppendLine("| path | size | ours | against | ratio | to reach | |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (Outcome outcome in outcomes)
        {
            foreach (Verdict verdict in outcome.Verdicts)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {outcome.Path} | {SizeOf(outcome)} | {verdict.Target.Ours} | {verdict.Target.Theirs} | {Ratio(verdict.Ratio)}{(verdict.Target.OfCpu ? " cpu" : "")} | ≤ {verdict.Target.Ratio:0.###} | {Mark(verdict)} |");
        }

        text.AppendLine();
        text.AppendLine("| path | size | | clock | processors |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (Outcome outcome in outcomes)
        {
            Standing first = outcome.Standings[0];
            foreach (Standing standing in outcome.Standings)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {outcome.Path} | {SizeOf(outcome)} | {standing.Name} | {Share(standing.Wall, first.Wall)} | {Share(standing.Cpu, first.Cpu)} |");
        }

        return text.ToString();
    }

    internal static string Mark(Verdict verdict) => verdict switch { { IsMet: true } => "met", { IsMissed: true } => "missed", _ => "within the spread" };

    internal static string Ratio(Spread ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:0.###} ({ratio.Low:0.###} to {ratio.High:0.###})");

    private static string SizeOf(Outcome outcome) => outcome.Size == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{outcome.Size:N0} {outcome.SizeUnit}");

    private static string Share(Spread cost, Spread first) => double.IsNaN(cost.Median) ? "" : string.Create(CultureInfo.InvariantCulture, $"{cost.Median / first.Median:0.00}");
}
