namespace LinuxNetns.Tests;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Found by walking up: in a deterministic build the compiler does not know where the sources are.</summary>
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string PathOf(params string[] parts) => Path.Join([Root, .. parts]);

    private static string Find(string directory) => File.Exists(Path.Join(directory, "LinuxNetns.sln"))
        ? directory
        : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("These tests read the source tree they were built in, and it is not above them."));
}
