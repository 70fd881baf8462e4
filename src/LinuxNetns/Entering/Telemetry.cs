using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LinuxNetns;

/// <summary>The instruments and activities of the library; see docs/telemetry.md.</summary>
internal static class Telemetry
{
    internal const string Name = "LinuxNetns";

    private static readonly string? s_version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource s_activities = new(Name, s_version);
    private static readonly Meter s_meter = new(Name, s_version);
    private static readonly Counter<long> s_switches = s_meter.CreateCounter<long>("linuxnetns.switches", "{switch}", "Switches of threads between namespaces by ambient flows.");
    private static readonly Counter<long> s_quarantined = s_meter.CreateCounter<long>("linuxnetns.quarantine.landings", "{landing}", "Switches into the quarantine: code that has outlived its namespace.");
    private static readonly Counter<long> s_sockets = s_meter.CreateCounter<long>("linuxnetns.sockets", "{socket}", "Sockets made inside namespaces.");
    private static readonly ObservableGauge<int> s_strays = s_meter.CreateObservableGauge(
        "linuxnetns.threads.stray", static () => NamespaceThreadAudit.Find().Count(static stray => stray.RunsCode), "{thread}", "Threads of this process that are not where they should be.");

    /// <summary>Making a namespace, with or without a name.</summary>
    internal static MeasuredOperation Create { get; } = new(s_activities, s_meter, "create", "How long it took to make a namespace.");

    /// <summary>Deleting a name, and waiting for the namespace's end where that is asked for.</summary>
    internal static MeasuredOperation Delete { get; } = new(s_activities, s_meter, "delete", "How long it took to delete a name, with the wait for the namespace's end if there was one.");

    /// <summary>A command inside, to its end.</summary>
    internal static MeasuredOperation Exec { get; } = new(s_activities, s_meter, "exec", "How long a command ran inside a namespace, with what it took to start it.");

    /// <summary>Whether anybody listens to activities.</summary>
    internal static bool IsTraced => s_activities.HasListeners();

    internal static void CountSwitch() => s_switches.Add(1);

    internal static void CountQuarantine() => s_quarantined.Add(1);

    internal static void CountSocket() => s_sockets.Add(1);
}
