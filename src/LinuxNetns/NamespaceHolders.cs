namespace LinuxNetns;

/// <summary>Who keeps a namespace alive.</summary>
/// <param name="Holders">The holders that could be seen.</param>
/// <param name="Denied">How many processes could not be read, or not wholly: what is missing here is among them.</param>
public sealed record NamespaceHolders(IReadOnlyList<NamespaceHolder> Holders, int Denied)
{
    /// <summary>How processes and descriptors were found; never <see cref="ProcessScanBackend.Auto"/> in what a scanner returns.</summary>
    public ProcessScanBackend Backend { get; init; }

    /// <summary>What was tried before that and did not work, in that order.</summary>
    public IReadOnlyList<ProcessScanFallback> Fallbacks { get; init; } = [];

    /// <summary>Whether every process was looked at: false if some were denied, and if /proc keeps other users' processes to itself (its option <c>hidepid</c>).</summary>
    public bool IsComplete { get; init; } = Denied == 0;
}
