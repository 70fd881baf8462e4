namespace LinuxNetns.Tool;

/// <summary>What the program's exit codes mean: those of <c>ip</c>, and one of timeout(1).</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>The command failed.</summary>
    internal const int Failure = 1;

    /// <summary>The kernel refused a netlink request.</summary>
    internal const int Netlink = 2;

    /// <summary><c>exec --timeout</c> ran out.</summary>
    internal const int TimedOut = 124;

    /// <summary>Added to the number of the signal that ended a command.</summary>
    internal const int Signaled = 128;

    /// <summary>Nobody reads the output any more: what a shell reports of a program that SIGPIPE ended.</summary>
    internal const int BrokenPipe = Signaled + 13;

    /// <summary>An option, a name or an argument is wrong; or exec could not get ready.</summary>
    internal const int BadUsage = 255;
}
