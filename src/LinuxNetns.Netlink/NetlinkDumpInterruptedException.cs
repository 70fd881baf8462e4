namespace LinuxNetns.Netlink;

/// <summary>
/// What was being listed changed during every one of a bounded number of attempts (NLM_F_DUMP_INTR), so no consistent list could be had.
/// Trying again later is safe.
/// </summary>
public sealed class NetlinkDumpInterruptedException : NetlinkException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="operation">What was being listed.</param>
    /// <param name="attempts">How many times it was tried.</param>
    public NetlinkDumpInterruptedException(string operation, int attempts)
        : base(Errno.EAGAIN, operation, $"interrupted by changes in each of {attempts} attempts")
    {
        Attempts = attempts;
    }

    /// <summary>How many times the dump was tried.</summary>
    public int Attempts { get; }
}
