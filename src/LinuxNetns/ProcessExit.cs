namespace LinuxNetns;

/// <summary>How a process ended: with an exit code, or by a signal. Neither is known where the process ignored SIGCHLD from its start, so that the kernel forgot.</summary>
/// <param name="ExitCode">0 to 255; null if a signal ended it.</param>
/// <param name="Signal">The number of the signal (signal(7)); null if it exited.</param>
public readonly record struct ProcessExit(int? ExitCode, int? Signal)
{
    /// <summary>Whether it exited with 0.</summary>
    public bool IsSuccess => ExitCode == 0;

    /// <summary>What a shell's <c>$?</c> would say: the exit code, or 128 and the signal.</summary>
    public int ShellStatus => ExitCode ?? 128 + Signal.GetValueOrDefault();

    /// <summary>For people: <c>exit code 3</c>, <c>signal 9</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ExitCode is int code ? $"exit code {code}" : Signal is int signal ? $"signal {signal}" : "an unknown end";
}
