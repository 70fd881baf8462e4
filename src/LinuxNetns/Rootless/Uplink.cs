using System.Globalization;
using System.Net;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A running pasta or slirp4netns.</summary>
internal sealed class Uplink : IDisposable
{
    private const string TunPath = "/dev/net/tun";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly NamespaceProcess _process;
    private readonly RootlessHelper _helper;
    private readonly int _held;

    private Uplink(IUplinkProgram program, NamespaceProcess process, RootlessHelper helper, int held)
    {
        NameServer = program.NameServer;
        _process = process;
        _helper = helper;
        _held = held;
    }

    /// <summary>The address inside at which it asks this machine's own name server.</summary>
    internal IPAddress NameServer { get; }

    /// <summary>Starts it; it works when this returns, and ends with this process.</summary>
    /// <exception cref="NetworkNamespaceException">None is installed, or it does not start: what it printed.</exception>
    internal static Uplink Start(NetworkNamespace networkNamespace, RootlessHelper helper, RootlessOptions options)
    {
        IUplinkProgram program = Choose(options.Uplink);
        RequireTun();
        // pasta looks for it when it is in the user namespace, where this process's /proc is closed to it.
        int held = helper.Hold(networkNamespace.Handle);
        try
        {
            string process = string.Create(CultureInfo.InvariantCulture, $"/proc/{helper.ProcessId}");
            string[] arguments = program.Arguments($"{process}/ns/user", string.Create(CultureInfo.InvariantCulture, $"{process}/fd/{held}"), options);
            Uplink uplink = Own(program, Launch(program.Name, arguments), helper);
            uplink.Await(program, networkNamespace, options);
            return uplink;
        }
        finally
        {
            helper.LetGo(held);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: false);
        _process.Dispose();
        try
        {
            _helper.LetGo(_held);
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.ProcessGone)
        {
            // It holds nothing any more.
        }
    }

    private static Uplink Own(IUplinkProgram program, NamespaceProcess process, RootlessHelper helper)
    {
        try
        {
            return new Uplink(program, process, helper, helper.Hold(process.Handle));
        }
        catch
        {
            process.Kill(entireProcessTree: false);
            process.Dispose();
            throw;
        }
    }

    private static NamespaceProcess Launch(string name, string[] arguments)
    {
        using var streams = new ChildStreams(StandardStreamMode.Piped, StandardStreamMode.Piped, StandardStreamMode.Piped);
        return NetworkNamespace.StartWith(inside: null, name, arguments, new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false }, streams, keepUntilDisposed: false);
    }

    private void Await(IUplinkProgram program, NetworkNamespace networkNamespace, RootlessOptions options)
    {
        try
        {
            if (!program.WaitUntilReady(_process, networkNamespace, options))
                throw Failure(program.Name, _process);
            // It would wait if nobody read what it has to say.
            _ = _process.StandardError.CopyToAsync(Stream.Null);
            _ = _process.StandardOutput.CopyToAsync(Stream.Null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static IUplinkProgram Choose(RootlessUplink uplink)
    {
        IUplinkProgram[] programs = uplink switch
        {
            RootlessUplink.Pasta => [new Pasta()],
            RootlessUplink.Slirp4netns => [new Slirp4netns()],
            _ => [new Pasta(), new Slirp4netns()],
        };
        string? path = Environment.GetEnvironmentVariable("PATH");
        return programs.FirstOrDefault(program => CommandPath.Candidates(program.Name, path).Any(File.Exists)) ?? throw Interop.Error(
            NamespaceError.NotFound, Errno.ENOENT, "start an uplink", string.Join(" or ", programs.Select(program => program.Name)),
            "not installed: install the package passt, or slirp4netns, or go without an uplink");
    }

    /// <summary>The programs open it as this user, and some machines keep it for root.</summary>
    private static void RequireTun()
    {
        int fd = Interop.Open(TunPath, Interop.O_RDWR | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            throw Interop.Error(NamespaceError.NotPermitted, Interop.LastErrno, "open", TunPath, "an uplink needs it to be there and open to this user: as root, modprobe tun and chmod 666 /dev/net/tun");
        _ = Interop.Close(fd);
    }

    private static NetworkNamespaceException Failure(string name, NamespaceProcess process)
    {
        bool timedOut = !process.HasExited;
        process.Kill(entireProcessTree: false);
        using var reader = new StreamReader(process.StandardError);
        // pasta speaks to a system log as well, which need not be there.
        string words = string.Join('\n', reader.ReadToEnd().Split('\n').Where(static line => line.Length > 0 && !line.StartsWith("Failed to send", StringComparison.Ordinal)));
        return Interop.Error(timedOut ? NamespaceError.TimedOut : NamespaceError.Unknown, Errno.None, "start an uplink", name,
            timedOut ? $"it did not configure the namespace within {Patience.TotalSeconds} s: {words}" : words);
    }
}
