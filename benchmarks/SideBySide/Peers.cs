namespace LinuxNetns.Benchmarks;

/// <summary>Other libraries, where they are installed: Debian's python3-pyroute2 and golang-github-vishvananda-netlink-dev.</summary>
internal static class Peers
{
    private const string Python = "/usr/bin/python3";
    private const string GoPath = "/usr/share/gocode";

    private static string Folder => Path.Join(AppContext.BaseDirectory, "Peers");

    /// <summary>The command that runs pyroute2's peer, or null.</summary>
    internal static string[]? FindPyroute2() => Succeeds(Python, "-c", "import pyroute2") ? [Python, Path.Join(Folder, "peer.py")] : null;

    /// <summary>Builds the peer of Go's netlink into the directory; the command that runs it, or null.</summary>
    internal static string[]? BuildGo(string directory)
    {
        string program = Path.Join(directory, "peer");
        string[] environment = ["GO111MODULE=off", $"GOPATH={GoPath}", $"GOCACHE={Path.Join(directory, "cache")}"];
        return Succeeds("env", [.. environment, "go", "build", "-o", program, Path.Join(Folder, "peer.go")]) ? [program] : null;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        try
        {
            return here.ExecAsync(program, arguments, new ExecOptions { Sysfs = SysfsMode.None }).GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (CommandNotStartedException)
        {
            return false;
        }
    }
}
