using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>How long tests wait for what hangs: on an emulated kernel everything is slower by a factor, which LINUXNETNS_TIMEOUT_FACTOR gives.</summary>
internal static class TestTimeout
{
    private static readonly int s_factor =
        Environment.GetEnvironmentVariable("LINUXNETNS_TIMEOUT_FACTOR") is { Length: > 0 } factor ? int.Parse(factor, NumberStyles.None, CultureInfo.InvariantCulture) : 1;

    internal static int Seconds(int seconds) => seconds * s_factor;
}
