namespace LinuxNetns;

/// <summary>How far a name is.</summary>
internal enum NameStage
{
    /// <summary>There, but not a usable namespace: an add under way, a leftover, a foreign file.</summary>
    Named,

    /// <summary>A network namespace.</summary>
    Ready,

    /// <summary>Unmounted, and reported as removed; the file is about to be deleted too, as every delete does it in this order.</summary>
    Leftover,
}
