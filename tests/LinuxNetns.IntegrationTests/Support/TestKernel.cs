namespace LinuxNetns.IntegrationTests;

/// <summary>Skips on the older kernels of the rigs what came later. The kernel of CI is newer than anything named here.</summary>
internal static class TestKernel
{
    private static readonly Version s_oldest = new(6, 1);

    /// <summary>Older than Linux 6.1: an option that it does not know it passes over in silence.</summary>
    internal static bool IsOld => Environment.OSVersion.Version < s_oldest;

    internal static void Require(int major, int minor, string what)
    {
        if (Environment.OSVersion.Version < new Version(major, minor))
            Assert.Skip($"Linux {Environment.OSVersion.Version.ToString(2)} lacks {what}.");
    }

    /// <summary>For what was written and did not show, or was refused to ip itself.</summary>
    internal static void SkipIfOld(string what)
    {
        if (IsOld)
            Assert.Skip($"Linux {Environment.OSVersion.Version.ToString(2)} passes over or refuses {what}.");
    }
}
