namespace LinuxNetns.Tool;

/// <summary>The program ends, even in the middle of a batch: bad usage.</summary>
internal sealed class ExitException(int code, string? text = null) : Exception(text)
{
    internal int Code { get; } = code;

    internal string? Text { get; } = text;

    internal static ExitException Usage(string text) => new(ExitCode.BadUsage, text);
}
