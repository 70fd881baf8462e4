using System.Diagnostics.Metrics;

namespace LinuxNetns;

/// <summary>The instruments of the library; see docs/threads.md.</summary>
internal static class Telemetry
{
    internal const string Name = "LinuxNetns";

    private static readonly Meter s_meter = new(Name, typeof(Telemetry).Assembly.GetName().Version?.ToString(3));
    private static readonly Counter<long> s_switches = s_meter.CreateCounter<long>("linuxnetns.switches", "{switch}", "Switches of threads between namespaces by ambient flows.");
    private static readonly Counter<long> s_quarantined = s_meter.CreateCounter<long>("linuxnetns.quarantine.landings", "{landing}", "Switches into the quarantine: code that has outlived its namespace.");
    private static readonly Counter<long> s_sockets = s_meter.CreateCounter<long>("linuxnetns.sockets", "{socket}", "Sockets made inside namespaces.");
    private static readonly ObservableGauge<int> s_strays = s_meter.CreateObservableGauge(
        "linuxnetns.threads.stray", static () => NamespaceThreadAudit.Find().Count(static stray => stray.RunsCode), "{thread}", "Threads of this process that are not where they should be.");

    internal static void CountSwitch() => s_switches.Add(1);

    internal static void CountQuarantine() => s_quarantined.Add(1);

    internal static void CountSocket() => s_sockets.Add(1);
}
