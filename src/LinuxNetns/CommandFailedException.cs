namespace LinuxNetns;

/// <summary>A command ran and did not succeed: see <see cref="CommandResult.EnsureSuccess"/>.</summary>
public sealed class CommandFailedException : NetworkNamespaceException
{
    /// <summary>Makes an exception without a result.</summary>
    public CommandFailedException()
    {
    }

    /// <summary>Makes an exception without a result.</summary>
    /// <param name="message">What happened.</param>
    public CommandFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without a result.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public CommandFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a result.</summary>
    /// <param name="result">The result.</param>
    public CommandFailedException(CommandResult result)
        : base(Describe(result)) => Result = result;

    /// <summary>What the command left.</summary>
    public CommandResult? Result { get; }

    private static string Describe(CommandResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string end = result.TimedOut ? "ran out of time" : $"ended with {new ProcessExit(result.ExitCode, result.Signal)}";
        string error = result.StandardError.TrimEnd();
        return error.Length == 0 ? $"\"{result.FileName}\" {end}." : $"\"{result.FileName}\" {end}: {error}";
    }
}
