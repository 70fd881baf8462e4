using LinuxNetns;

#pragma warning disable CA1050, IDE0161 // the runtime looks for this name (docs/design/features/host-startup-hook.md of dotnet/runtime)
/// <summary>What the runtime calls before Main in a program that is started as a rootless helper.</summary>
internal static class StartupHook
{
    internal static void Initialize()
    {
        if (HelperCommand.IsAsked)
            HelperEntry.Run();
    }
}
