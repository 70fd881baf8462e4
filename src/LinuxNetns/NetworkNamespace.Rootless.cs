using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>Without privilege.</content>
public sealed partial class NetworkNamespace
{
    private RootlessHelper? _helper;
    private Uplink? _uplink;

    /// <summary>Makes a namespace without a name, for a process that may be anybody's. A privileged one (CAP_SYS_ADMIN) gets what <see cref="CreateAnonymous"/> makes.</summary>
    /// <remarks>
    /// A helper does what takes privilege: this same program, started again by <c>unshare</c>(1) as root of a user namespace of its own, which turns off before its Main. Sockets and files come from it
    /// (SCM_RIGHTS), commands are its children; all else is as for any namespace, but that no code of this process can be inside: <see cref="Run{T}(Func{T})"/>, <see cref="Enter"/> and <see cref="ReplaceProcess"/>
    /// refuse, for a thread of a process with several cannot enter a user namespace (setns(2)). <see cref="NetnsPrivileges.ReenterInUserNamespace"/> is the way to have those too.
    /// All rootless namespaces of a process share one helper and its user namespace: links can be moved between them, as a <c>veth</c> is. Commands run as root of that user namespace, which is this process's user
    /// outside; no other user is mapped. The helper ends with the last of the namespaces, or with this process, also if that is killed, and then it ends the commands that run.
    /// See <c>man 7 user_namespaces</c>.
    /// </remarks>
    /// <param name="options">An uplink and port forwards; null for neither.</param>
    /// <returns>The namespace: empty but for a loopback device that is down, or configured by its uplink, whose packets pass already.</returns>
    /// <exception cref="ArgumentException">The options cannot be.</exception>
    /// <exception cref="NetworkNamespaceException">
    /// User namespaces are refused here (a sysctl, AppArmor, a container's seccomp profile: the message names it), a limit is reached, there is no <c>unshare</c>, or this program cannot be a helper:
    /// it was trimmed without <c>StartupHookSupport</c>. Or the uplink is not installed, does not start, or is asked for by a privileged process. Nothing is left behind.
    /// </exception>
    /// <example><code>
    /// using NetworkNamespace ns = NetworkNamespace.CreateRootless();
    /// ns.Links.SetUp("lo");
    /// using Socket listener = ns.Listen(new IPEndPoint(IPAddress.Loopback, 80));
    /// </code></example>
    public static NetworkNamespace CreateRootless(RootlessOptions? options = null)
    {
        options = (options ?? new RootlessOptions()).Validate();
        if (UserNamespace.HasSysAdmin())
            return options.Uplink == RootlessUplink.None ? CreateAnonymous() : throw PrivilegedUplink();
        RootlessHelper helper = RootlessHelper.Rent();
        NetworkNamespace made;
        try
        {
            made = new NetworkNamespace(helper.CreateNamespace(), name: null) { _helper = helper };
        }
        catch
        {
            helper.Return();
            throw;
        }

        try
        {
            if (options.Uplink != RootlessUplink.None)
                made._uplink = Uplink.Start(made, helper, options);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <exception cref="NetworkNamespaceException">No thread of this process can be inside.</exception>
    private void RequireEnterable()
    {
        if (_helper is not null)
        {
            throw Interop.Error(NamespaceError.NotPermitted, Errno.None, "enter a rootless namespace", path: null,
                "no thread of this process can be inside: setns(2) into a user namespace takes a process with one thread. Use sockets, handlers and commands made inside, or call NetnsPrivileges.ReenterInUserNamespace() first in Main");
        }
    }

    private static NetworkNamespaceException PrivilegedUplink() => Interop.Error(NamespaceError.NotSupported, Errno.None, "start an uplink", path: null,
        "it is for processes without CAP_SYS_ADMIN; a privileged one makes a veth pair, a route and a masquerading rule, and after ReenterInUserNamespace there is no network at home");

    private void EndRootless()
    {
        Interlocked.Exchange(ref _uplink, null)?.Dispose();
        Interlocked.Exchange(ref _helper, null)?.Return();
    }
}
