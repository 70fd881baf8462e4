using System.Text.RegularExpressions;

namespace LinuxNetns.Tests.PublicApi;

/// <summary>One file switches namespaces. The analyzer holds the others off; this holds the analyzer's exceptions off.</summary>
public sealed partial class SwitchingTests
{
    [Fact]
    public void Only_one_file_calls_setns_and_unshare()
    {
        Assert.Equal(["LinuxNetns/Entering/NamespaceThread.cs"], Files(Calls()));
    }

    [Fact]
    public void They_are_declared_once()
    {
        Assert.Equal(["LinuxNetns/Interop/Interop.Setns.cs", "LinuxNetns/Interop/Interop.Unshare.cs"], Files(Declarations()));
    }

    [Fact]
    public void No_other_file_silences_the_rule()
    {
        Assert.Equal(["LinuxNetns/Entering/NamespaceThread.cs"], Files(Silenced()));
    }

    // By name, by function pointer (&Setns) and by a system call's number.
    [GeneratedRegex(@"(?<!partial int )\b(Setns|Unshare)\s*\(|&\s*(Interop\.)?(Setns|Unshare)\b|SYS_(setns|unshare)\b")]
    private static partial Regex Calls();

    [GeneratedRegex(@"EntryPoint = ""(setns|unshare)""")]
    private static partial Regex Declarations();

    [GeneratedRegex(@"RS0030")]
    private static partial Regex Silenced();

    private static IEnumerable<string> Files(Regex regex)
    {
        string root = Repository.PathOf("src");
        return from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let relative = Path.GetRelativePath(root, path)
               where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
               where regex.IsMatch(File.ReadAllText(path))
               orderby relative
               select relative;
    }
}
