namespace LinuxNetns.Tool;

/// <summary>A command failed. A batch goes on after it with -force.</summary>
internal sealed class CommandException(int code, string? text = null, Exception? cause = null) : Exception(text, cause)
{
    internal int Code { get; } = code;

    internal string? Text { get; } = text;
}
