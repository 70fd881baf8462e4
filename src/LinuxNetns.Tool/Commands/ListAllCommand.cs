namespace LinuxNetns.Tool;

internal static class ListAllCommand
{
    internal static int Run(CommandContext context) => throw new NotSupportedException("not yet");
}
