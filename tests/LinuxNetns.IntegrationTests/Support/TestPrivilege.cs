namespace LinuxNetns.IntegrationTests;

/// <summary>Skips a test where the privilege for it is missing; with LINUXNETNS_REQUIRE_PRIVILEGE=1, as CI sets it, that is a failure.</summary>
internal static class TestPrivilege
{
    private static readonly Lazy<string?> s_missing = new(Probe);

    internal static void Require() => Require(s_missing.Value);

    /// <summary>Skips for a reason that is null where nothing is missing.</summary>
    internal static void Require(string? missing)
    {
        if (missing is null)
            return;
        if (Environment.GetEnvironmentVariable("LINUXNETNS_REQUIRE_PRIVILEGE") == "1")
            Assert.Fail($"A privileged test was about to be skipped: {missing}");
        Assert.Skip(missing);
    }

    /// <summary>Skips unless a program is installed; where everything is required, fails.</summary>
    internal static void RequireProgram(string name)
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Require(directories.Append("/usr/sbin").Append("/sbin").Any(d => File.Exists(Path.Join(d, name))) ? null : $"{name} is not installed");
    }

    private static string? Probe()
    {
        try
        {
            NetworkNamespace.CreateAnonymous().Dispose();
            return null;
        }
        catch (NetworkNamespaceException e)
        {
            return e.Message;
        }
    }
}
