using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <summary>How this very program is started again as a helper: with the same host and files, but before its Main another one runs, which does not return.</summary>
/// <remarks>The runtime runs a start-up hook before Main (DOTNET_STARTUP_HOOKS); native AOT has none, but runs module initializers there (<see cref="HelperEntry"/>).</remarks>
internal static class HelperCommand
{
    /// <summary>The variable that makes a helper of the program.</summary>
    internal const string Variable = "LINUXNETNS_HELPER";

    private const string HookSwitch = "System.StartupHookProvider.IsSupported";

    internal static bool IsAsked => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>The program, what it takes to reach its Main, and a last argument for people who look at it in <c>ps</c>.</summary>
    internal static IReadOnlyList<string> Arguments()
    {
        string[] raw = RawArguments();
        // What Main would see is left out: the first one of those is the application itself.
        int own = Math.Max(1, raw.Length - (Environment.GetCommandLineArgs().Length - 1));
        return [ProgramPath(), .. raw[1..own], "linuxnetns-helper"];
    }

    /// <summary>The program with all its arguments.</summary>
    internal static IReadOnlyList<string> WholeCommand() => [ProgramPath(), .. RawArguments()[1..]];

    /// <summary>Its variables.</summary>
    internal static IReadOnlyDictionary<string, string?> Variables() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [Variable] = "1",
        ["DOTNET_STARTUP_HOOKS"] = HookName(),
        // It is small, and nobody traces it.
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <exception cref="NetworkNamespaceException">The program would run its own Main.</exception>
    internal static void RequireHook()
    {
        if (RuntimeFeature.IsDynamicCodeSupported && AppContext.TryGetSwitch(HookSwitch, out bool supported) && !supported)
        {
            throw Interop.Error(NamespaceError.NotSupported, Netlink.Errno.None, "start a rootless helper", path: null,
                "this program was published without start-up hooks; publish it with <StartupHookSupport>true</StartupHookSupport>, or call NetnsPrivileges.ReenterInUserNamespace() first in Main");
        }
    }

    // By name where it is part of a single file.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty string is an answer too.")]
    private static string HookName() => typeof(HelperCommand).Assembly.Location is { Length: > 0 } path ? path : typeof(HelperCommand).Assembly.GetName().Name!;

    private static string ProgramPath() =>
        Environment.ProcessPath ?? throw Interop.Error(NamespaceError.NotFound, Netlink.Errno.ENOENT, "readlink", "/proc/self/exe", "the program's own file must be known");

    // A NUL ends each, also an empty one.
    private static string[] RawArguments() => File.ReadAllText("/proc/self/cmdline").Split('\0')[..^1];
}
