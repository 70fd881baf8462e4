using LinuxNetns.SideBySide;

using Spectre.Console;

if (Options.Parse(args) is not Options options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

Sandbox.Enter(args);
using var programs = new Programs(options.Tool);
foreach ((string name, bool isThere) in (ReadOnlySpan<(string, bool)>)[("Go's netlink", programs.Go is not null), ("pyroute2", programs.Pyroute2 is not null), ("the native tool", programs.Tool is not null)])
{
    if (!isThere)
        Console.WriteLine($"{name} is not here, so not in the table.");
}

var race = options.IsQuick ? new Race(warmUps: 2, rounds: 5) : new Race(warmUps: 3, rounds: 15);
List<Outcome> outcomes = [];
var plan = new Plan(programs, options);
AnsiConsole.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn()).Start(context =>
{
    ProgressTask task = context.AddTask("side by side", maxValue: plan.Count);
    foreach (Comparison comparison in plan.Comparisons())
    {
        if (options.Wants(comparison))
            outcomes.Add(race.Run(comparison, text => task.Description = text));
        task.Increment(1);
    }
});

var machine = Machine.Here();
Directory.CreateDirectory(options.Output);
string table = MarkdownReport.Render(machine, outcomes, plan.Footprints);
File.WriteAllText(Path.Join(options.Output, "table.md"), table);
File.WriteAllText(Path.Join(options.Output, "results.json"), JsonReport.Render(machine, outcomes, plan.Footprints));
foreach ((string file, string svg) in Plots.Render(outcomes))
    File.WriteAllText(Path.Join(options.Output, file), svg);
Console.Write(table);
Console.WriteLine($"Written to {options.Output}");
return outcomes.SelectMany(outcome => outcome.Verdicts).Any(verdict => verdict.IsMissed) ? 1 : 0;
