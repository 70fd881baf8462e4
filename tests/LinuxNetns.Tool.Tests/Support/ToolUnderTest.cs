using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

/// <summary>The program that is tested: the one that the environment names (a native build, an installed package), else the one that was built with the tests.</summary>
internal static class ToolUnderTest
{
    private static readonly int s_seconds = TestTimeout.Seconds(20);

    /// <summary>Shell functions that run either tool with the same words: <c>n WORDS…</c>, <c>no "OPTIONS" WORDS…</c>, and <c>nb OPTIONS…</c> for batches, which have no object.</summary>
    /// <remarks>ip does not know of XDG_RUNTIME_DIR.</remarks>
    internal static string ShellFunctions(bool reference) =>
        "unset XDG_RUNTIME_DIR\n" + (reference
            ? $$"""
              n() { timeout {{s_seconds}} ip netns "$@"; }
              no() { local o=$1; shift; timeout {{s_seconds}} ip $o netns "$@"; }
              nb() { timeout {{s_seconds}} ip "$@"; }

              """
            : $$"""
              tool={{Quote(CommandLine)}}
              n() { timeout {{s_seconds}} $tool "$@"; }
              no() { local o=$1; shift; timeout {{s_seconds}} $tool $o "$@"; }
              nb() { timeout {{s_seconds}} $tool "$@"; }

              """);

    /// <summary>The program and its first words, to be split by a shell.</summary>
    internal static string CommandLine { get; } = Find();

    private static string Find() =>
        Environment.GetEnvironmentVariable("LINUXNETNS_TOOL") is { Length: > 0 } named ? named : $"{Environment.ProcessPath switch
        {
            string host when Path.GetFileName(host) == "dotnet" => host,
            _ => "dotnet",
        }} {Path.Join(AppContext.BaseDirectory, "netns.dll")}";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
