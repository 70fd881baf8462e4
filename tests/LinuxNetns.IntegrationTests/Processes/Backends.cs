namespace LinuxNetns.IntegrationTests;

/// <summary>Which ways to find processes work here, and LinuxNetns.TestHost's answers under conditions that this process cannot have.</summary>
internal static class Backends
{
    internal static bool HasBpf { get; } = ProbeBpf() is null;

    private static string? ProbeBpf()
    {
        using var records = new BpfRecords();
        return BpfIterator.Tasks.Run(new BpfQuestion { Inode = 1 }, records)?.ToString();
    }

    internal static ProcessScanBackend[] Working() => HasBpf ? [ProcessScanBackend.Bpf, ProcessScanBackend.NetnsId, ProcessScanBackend.Proc] : [ProcessScanBackend.NetnsId, ProcessScanBackend.Proc];

    internal static void Require(ProcessScanBackend backend)
    {
        TestPrivilege.Require();
        TestPrivilege.Require(backend == ProcessScanBackend.Bpf ? ProbeBpf() : null);
    }

    internal static string Command(string procDirectory, string path, string ways) =>
        $"dotnet {Path.Join(AppContext.BaseDirectory, "LinuxNetns.TestHost.dll")} pids /run/netns /etc/netns {procDirectory} {path} {ways}";

    internal static FinderAnswerLine[] Host(string script) => FinderAnswerLine.Parse(TestSandbox.Run(script));
}
