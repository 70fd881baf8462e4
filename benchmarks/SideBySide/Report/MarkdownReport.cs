using System.Globalization;
using System.Text;

namespace LinuxNetns.SideBySide;

/// <summary>Two tables: the ratios that were to be reached, and every contestant against the first of its comparison.</summary>
internal static class MarkdownReport
{
    internal static string Render(Machine machine, IReadOnlyList<Outcome> outcomes, IReadOnlyList<Footprint> footprints)
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

        AppendGrowth(text, outcomes);
        AppendFootprints(text, footprints);
        return text.ToString();
    }

    /// <summary>How the costs grow: what is flat has the exponent 0, what is linear 1.</summary>
    private static void AppendGrowth(StringBuilder text, IReadOnlyList<Outcome> outcomes)
    {
        var grown = outcomes.SelectMany(static outcome => outcome.Standings.Select(standing => (outcome, standing)))
            .GroupBy(static pair => (pair.outcome.Path, pair.outcome.SizeUnit, pair.standing.Name))
            .Select(static group => (group.Key, Exponent: Growth.ExponentOf([.. group.Where(pair => double.IsFinite(pair.standing.Wall.Median)).Select(pair => (pair.outcome.Size, pair.standing.Wall.Median))])))
            .Where(static row => row.Exponent is not null)
            .ToList();
        if (grown.Count == 0)
            return;
        text.AppendLine();
        text.AppendLine("| path | | grows as |");
        text.AppendLine("|---|---|---|");
        foreach (((string path, string unit, string name), double? exponent) in grown)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {path} | {name} | {unit}^{exponent:0.00} |");
    }

    private static void AppendFootprints(StringBuilder text, IReadOnlyList<Footprint> footprints)
    {
        if (footprints.Count == 0)
            return;
        text.AppendLine();
        text.AppendLine("| memory of | size | bytes of the process | of them managed |");
        text.AppendLine("|---|---|---|---|");
        foreach (Footprint footprint in footprints)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {footprint.Path} | {footprint.Size:N0} {footprint.SizeUnit} | {footprint.Resident:0} | {footprint.Managed:0} |");
    }

    internal static string Mark(Verdict verdict) => verdict switch { { IsMet: true } => "met", { IsMissed: true } => "missed", _ => "within the spread" };

    internal static string Ratio(Spread ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:0.###} ({ratio.Low:0.###} to {ratio.High:0.###})");

    private static string SizeOf(Outcome outcome) => outcome.Size == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{outcome.Size:N0} {outcome.SizeUnit}");

    private static string Share(Spread cost, Spread first) => double.IsNaN(cost.Median) ? "" : string.Create(CultureInfo.InvariantCulture, $"{cost.Median / first.Median:0.00}");
}
