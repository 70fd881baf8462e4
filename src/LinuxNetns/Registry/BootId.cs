namespace LinuxNetns;

/// <summary>The identity of this boot (random(4)): kernel ids count from the start at every boot.</summary>
internal static class BootId
{
    private static readonly Lazy<string> s_value = new(static () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    internal static string Value => s_value.Value;
}
