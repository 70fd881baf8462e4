namespace LinuxNetns.Tool;

internal static class CompletionCommand
{
    internal static int Run(CommandContext context, string[] words) => throw new NotSupportedException("not yet");
}
