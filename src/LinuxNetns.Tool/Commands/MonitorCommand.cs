namespace LinuxNetns.Tool;

internal static class MonitorCommand
{
    internal static int Run(CommandContext context, string[] words) => throw new NotSupportedException("not yet");
}
