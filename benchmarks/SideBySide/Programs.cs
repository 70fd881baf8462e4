using System.Globalization;

namespace LinuxNetns.SideBySide;

/// <summary>The programs to compare with: the floors, built here, and the peers that are installed. Those that are not are null.</summary>
internal sealed class Programs : IDisposable
{
    private const string GoPath = "/usr/share/gocode";

    private static readonly ExecOptions s_plain = new() { Sysfs = SysfsMode.None, BindEtc = false };

    private readonly NetworkNamespace _here = NetworkNamespace.OpenCurrent();
    private readonly string _directory = Directory.CreateTempSubdirectory("side-by-side-").FullName;
    private readonly bool _hasFloors;

    internal Programs(string? tool)
    {
        string[] floors = Directory.GetFiles(Path.Join(AppContext.BaseDirectory, "Floors"), "*.c");
        _hasFloors = floors.All(source => Succeeds("gcc", "-O2", "-o", Floor(Path.GetFileNameWithoutExtension(source)), source));
        string peers = Path.Join(AppContext.BaseDirectory, "Peers");
        string go = Path.Join(_directory, "peer");
        string[] environment = ["GO111MODULE=off", $"GOPATH={GoPath}", $"GOCACHE={Path.Join(_directory, "cache")}"];
        Go = Succeeds("env", [.. environment, "go", "build", "-o", go, Path.Join(peers, "peer.go")]) ? [go] : null;
        Pyroute2 = Succeeds("/usr/bin/python3", "-c", "import pyroute2") ? ["/usr/bin/python3", Path.Join(peers, "peer.py")] : null;
        Tool = tool;
    }

    /// <summary>Go's netlink (Debian's golang-github-vishvananda-netlink-dev).</summary>
    internal string[]? Go { get; }

    /// <summary>Debian's python3-pyroute2.</summary>
    internal string[]? Pyroute2 { get; }

    /// <summary>The native netns.</summary>
    internal string? Tool { get; }

    public void Dispose()
    {
        _here.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A floor that counts its own cost, of so many operations.</summary>
    internal Func<Cost>? Floor(int operations, string floor, params string[] arguments) =>
        _hasFloors ? () => Counted(_here, operations, [Floor(floor), .. arguments]) : null;

    /// <summary>A peer that counts its own cost.</summary>
    internal static Func<Cost>? Peer(NetworkNamespace ns, string[]? peer, int operations, params string[] arguments) =>
        peer is null ? null : () => Counted(ns, operations, [.. peer, .. arguments]);

    /// <summary>A whole command, from its start to its end, so many times.</summary>
    internal Func<Cost>? Command(int times, params string[] command) =>
        _hasFloors ? () => Counted(_here, times, [Floor("timed"), times.ToString(CultureInfo.InvariantCulture), .. command]) : null;

    /// <summary>The native tool as a command; null where it was not built.</summary>
    internal Func<Cost>? ToolCommand(int times, params string[] arguments) => Tool is null ? null : Command(times, [Tool, .. arguments]);

    /// <summary>The path of a built floor.</summary>
    internal string Floor(string name) => Path.Join(_directory, name);

    internal static string Run(NetworkNamespace ns, string[] command) => ns.ExecAsync(command[0], command[1..], s_plain).GetAwaiter().GetResult().EnsureSuccess().StandardOutput;

    private static Cost Counted(NetworkNamespace ns, int operations, string[] command)
    {
        string[] words = Run(ns, command).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return new Cost(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture)) / operations;
    }

    private bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            return _here.ExecAsync(program, arguments, s_plain).GetAwaiter().GetResult().IsSuccess;
        }
        catch (CommandNotStartedException)
        {
            return false;
        }
    }
}
