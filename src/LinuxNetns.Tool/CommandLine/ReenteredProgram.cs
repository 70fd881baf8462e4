namespace LinuxNetns.Tool;

internal static class ReenteredProgram
{
    internal static void Start(string name, string[] line, GlobalOptions options) => throw new NotSupportedException("not yet");
}
