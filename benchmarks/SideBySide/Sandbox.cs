namespace LinuxNetns.SideBySide;

/// <summary>
/// A mount namespace with an empty /run and a pid namespace of one's own: ip knows no directory but /run/netns, the machine's own processes and names are not in the way of the load, and nothing of a run that is
/// killed stays on the machine.
/// </summary>
internal static class Sandbox
{
    private const string Inside = "LINUXNETNS_SIDE_BY_SIDE";

    /// <summary>Starts this program again in there, in its own place; returns in there.</summary>
    internal static void Enter(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(Inside) is not null)
            return;
        string program = Environment.ProcessPath!;
        string[] self = Path.GetFileName(program) == "dotnet" ? [program, typeof(Sandbox).Assembly.Location] : [program];
        // The shell is the first process in there, which collects what others leave.
        string[] command = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", "mount -t tmpfs none /run && mkdir /run/netns && \"$@\"; exit $?", "sh", .. self, .. arguments];
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        here.ReplaceProcess("unshare", command, new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false, Environment = new Dictionary<string, string?> { [Inside] = "1" } });
    }
}
