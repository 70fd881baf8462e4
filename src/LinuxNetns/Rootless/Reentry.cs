using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The whole program again, as root of a user namespace of its own.</summary>
internal static class Reentry
{
    private const string Variable = "LINUXNETNS_REENTERED";
    private static readonly string[] s_unshare = ["--user", "--map-root-user", "--net", "--mount", "--propagation", "private", "--"];

    internal static void Execute()
    {
        if (UserNamespace.HasSysAdmin())
            return;
        if (Environment.GetEnvironmentVariable(Variable) is not null)
            throw Interop.Error(NamespaceError.NotPermitted, Errno.EPERM, "re-enter in a user namespace", path: null, "it is done already, and CAP_SYS_ADMIN was dropped since");
        var options = new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false, Environment = new Dictionary<string, string?> { [Variable] = "1" } };
        try
        {
            Try(options);
            using var plan = new SpawnPlan(networkNamespace: null, RootlessHelper.Unshare, [.. s_unshare, .. HelperCommand.WholeCommand()], options);
            throw plan.Replace();
        }
        catch (CommandNotStartedException e)
        {
            throw RootlessRefusal.NoUnshare(e);
        }
    }

    /// <summary>What it would say after it has become this process, nobody could catch.</summary>
    private static void Try(ExecOptions options)
    {
        NamespaceProcess attempt;
        using (var streams = new ChildStreams(StandardStreamMode.Null, StandardStreamMode.Null, StandardStreamMode.Piped))
            attempt = NetworkNamespace.StartWith(inside: null, RootlessHelper.Unshare, [.. s_unshare, "true"], options, streams, keepUntilDisposed: false);
        using NamespaceProcess ending = attempt;
        if (!attempt.WaitForExitAsync().GetAwaiter().GetResult().IsSuccess)
            throw RootlessRefusal.Explain("re-enter in a user namespace", attempt);
    }
}
