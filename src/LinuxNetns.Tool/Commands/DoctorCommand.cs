namespace LinuxNetns.Tool;

internal static class DoctorCommand
{
    internal static int Run(CommandContext context, string[] words) => throw new NotSupportedException("not yet");
}
