using System.Globalization;

namespace LinuxNetns;

/// <summary>Facts about the user namespace of this process (user_namespaces(7)).</summary>
internal static class UserNamespace
{
    /// <summary>Whether the calling thread has CAP_SYS_ADMIN in its user namespace.</summary>
    internal static bool HasSysAdmin() => Has(Capability.SysAdmin);

    /// <summary>Whether the calling thread has a capability in its user namespace.</summary>
    internal static bool Has(Capability capability) =>
        File.ReadLines("/proc/thread-self/status").FirstOrDefault(static line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is string line
        && (ulong.Parse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (int)capability)) != 0;

    /// <summary>Whether this is not the initial one: only that maps every user to itself.</summary>
    internal static bool IsNested()
    {
        try
        {
            string[] words = File.ReadAllText("/proc/self/uid_map").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is not ["0", "0", "4294967295"];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
