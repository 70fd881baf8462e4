using System.Globalization;
using System.Runtime.InteropServices;

namespace LinuxNetns.SideBySide;

/// <summary>Where and when it was measured.</summary>
internal sealed record Machine(string Date, string Processor, int Processors, string Kernel, string Runtime)
{
    internal static Machine Here() => new(
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        File.ReadLines("/proc/cpuinfo").Where(line => line.StartsWith("model name", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]).FirstOrDefault("unknown processor"),
        Environment.ProcessorCount,
        $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => $"{Date}, {Processor}, {Processors} processors, {Kernel}, {Runtime}";
}
