namespace LinuxNetns;

/// <summary>
/// Names of sysctls, as sysctl(8) takes them: <c>net.ipv4.ip_forward</c> or <c>net/ipv4/ip_forward</c>. What separates first, separates; the
/// other one stands for itself turned over: <c>net.ipv4.conf.eth0/1.forwarding</c> is <c>net/ipv4/conf/eth0.1/forwarding</c>.
/// </summary>
internal static class SysctlName
{
    /// <summary>The path below /proc/sys, checked.</summary>
    /// <exception cref="ArgumentException">It is no name of a sysctl, or not one of the network's.</exception>
    internal static string ToPath(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string path = IsDotted(name) ? TurnOver(name) : name;
        string[] parts = path.Split('/');
        if (parts[0] != "net")
            throw new ArgumentException($"\"{name}\" is not a sysctl of the network: its name starts with net.", nameof(name));
        if (Array.Exists(parts, static part => part is "" or "." or "..") || path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"\"{name}\" cannot be the name of a sysctl.", nameof(name));
        return path;
    }

    /// <summary>The name with dots, from a path below /proc/sys.</summary>
    internal static string FromPath(string path) => TurnOver(path);

    private static bool IsDotted(string name) => name.AsSpan().IndexOfAny('.', '/') is var first && (first < 0 || name[first] == '.');

    private static string TurnOver(string text) => string.Create(text.Length, text, static (turned, original) =>
    {
        for (int i = 0; i < turned.Length; i++)
            turned[i] = original[i] switch { '.' => '/', '/' => '.', char other => other };
    });
}
