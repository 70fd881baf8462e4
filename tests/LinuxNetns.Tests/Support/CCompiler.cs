using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LinuxNetns.Tests;

/// <summary>A C compiler with the headers and the libc of one platform.</summary>
internal sealed class CCompiler
{
    // musl's headers come without the kernel's: those of the machine serve, after musl's own.
    private static readonly CCompiler[] s_all =
    [
        new("gcc", RuntimeInformation.ProcessArchitecture, "gcc, libc6-dev and linux-libc-dev"),
        new("aarch64-linux-gnu-gcc", Architecture.Arm64, "gcc-aarch64-linux-gnu and libc6-dev-arm64-cross"),
        new("musl-gcc", RuntimeInformation.ProcessArchitecture, "musl-tools and linux-libc-dev", "-idirafter", "/usr/include", "-idirafter", $"/usr/include/{Triplet}"),
    ];

    private readonly string _packages;
    private readonly string[] _options;

    private CCompiler(string command, Architecture architecture, string packages, params string[] options)
    {
        Command = command;
        Architecture = architecture;
        _packages = packages;
        _options = options;
    }

    internal static IEnumerable<string> Commands => s_all.Select(c => c.Command);

    internal string Command { get; }

    internal Architecture Architecture { get; }

    private static string Triplet => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";

    /// <summary>The compiler of this name. Skips the test where it is not installed; with LINUXNETNS_REQUIRE_COMPILERS=1, as CI sets it, that is a failure.</summary>
    internal static CCompiler Require(string command)
    {
        CCompiler compiler = s_all.Single(c => c.Command == command);
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (directories.Any(d => File.Exists(Path.Join(d, command))))
            return compiler;
        string reason = $"{command} is not installed: apt-get install {compiler._packages}";
        if (Environment.GetEnvironmentVariable("LINUXNETNS_REQUIRE_COMPILERS") == "1")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return compiler;
    }

    /// <summary>Runs the compiler over sources (file name, text) and gives what it complained about; nothing is kept.</summary>
    internal async Task<string> CompileAsync(IReadOnlyDictionary<string, string> sources, params string[] options)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("lnx-abi-");
        try
        {
            foreach ((string name, string text) in sources)
                await File.WriteAllTextAsync(Path.Join(directory.FullName, name), text, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Command) { WorkingDirectory = directory.FullName, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (string argument in _options.Concat(options).Concat(sources.Keys.Order(StringComparer.Ordinal)))
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            string complaints = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? "" : complaints.Length > 0 ? complaints : $"{Command} ended with {process.ExitCode}";
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
