namespace LinuxNetns;

/// <summary>What a command that ran left: how it ended and what it printed.</summary>
public sealed record CommandResult
{
    /// <summary>The command, for messages.</summary>
    public required string FileName { get; init; }

    /// <summary>0 to 255; null if a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it (signal(7)); null if it exited.</summary>
    public int? Signal { get; init; }

    /// <summary>Whether it was ended because its time ran out. The output up to then is here.</summary>
    public bool TimedOut { get; init; }

    /// <summary>What it wrote to standard output; empty where that was not captured.</summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>What it wrote to standard error; empty where that was not captured.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>Whether it exited with 0 and in time.</summary>
    public bool IsSuccess => ExitCode == 0 && !TimedOut;

    /// <summary>Throws unless it succeeded.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="CommandFailedException">It did not exit with 0, or not in time.</exception>
    public CommandResult EnsureSuccess() => IsSuccess ? this : throw new CommandFailedException(this);
}
