using System.Text;

namespace LinuxNetns;

/// <summary>The rules for names, checked before any path is built (iproute2's <c>invalid_name</c>, and NUL).</summary>
internal static class NamespaceName
{
    internal const int MaxBytes = 255;

    internal static bool IsValid(string? name) => Problem(name) is null;

    internal static void Check(string name, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        string? problem = Problem(name);
        if (problem is not null)
            throw new ArgumentException($"Invalid netns name \"{name}\": {problem}.", parameter);
    }

    private static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "it is empty";
        if (name is "." or "..")
            return "it is a directory entry of its own";
        if (name.Contains('/', StringComparison.Ordinal))
            return "it contains a slash";
        if (name.Contains('\0', StringComparison.Ordinal))
            return "it contains a NUL";
        return Encoding.UTF8.GetByteCount(name) > MaxBytes ? "it is longer than 255 bytes" : null;
    }
}
