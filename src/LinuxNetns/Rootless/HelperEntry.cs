using System.Runtime.CompilerServices;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Where a program that was started as a helper turns off before its Main.</summary>
internal static class HelperEntry
{
    /// <summary>Native code runs this before Main. Elsewhere it runs too late, and other threads would wait for its end: there it is the start-up hook's turn.</summary>
#pragma warning disable CA2255 // meant for applications, and it is one that this makes
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void OnLoad()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported && HelperCommand.IsAsked)
            Run();
    }

    internal static void Run()
    {
        // Standard input is the owner's socket.
        using var channel = new HelperChannel(new SafeFileHandle(0, ownsHandle: false));
        Environment.Exit(new HelperServer(channel).Serve());
    }
}
