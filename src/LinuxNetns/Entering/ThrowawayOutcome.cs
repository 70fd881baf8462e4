namespace LinuxNetns;

/// <summary>How far a throw-away thread came.</summary>
internal struct ThrowawayOutcome
{
    /// <summary>The step that failed.</summary>
    internal ThrowawayStep Step;

    /// <summary>Its errno; 0 where the body was reached.</summary>
    internal int Errno;
}
