namespace LinuxNetns;

/// <summary>The processes of a namespace.</summary>
/// <param name="ProcessIds">The process ids, in the order of /proc.</param>
/// <param name="Denied">How many processes could not be read: the list is a lower bound by that many.</param>
public sealed record ProcessScan(IReadOnlyList<int> ProcessIds, int Denied)
{
    /// <summary>How they were found; never <see cref="ProcessScanBackend.Auto"/> in what a scanner returns.</summary>
    public ProcessScanBackend Backend { get; init; }

    /// <summary>What was tried before that and did not work, in that order; empty unless <see cref="ProcessScanOptions.Backend"/> is <see cref="ProcessScanBackend.Auto"/>.</summary>
    public IReadOnlyList<ProcessScanFallback> Fallbacks { get; init; } = [];

    /// <summary>Whether every process was looked at: false if some were denied, and if /proc keeps other users' processes to itself (its option <c>hidepid</c>), of which nobody can say
    /// how many there are.</summary>
    public bool IsComplete { get; init; } = Denied == 0;
}
