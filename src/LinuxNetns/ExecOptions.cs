using System.Text;

namespace LinuxNetns;

/// <summary>How a command is run in a namespace. Without any, as <c>ip netns exec</c> runs it, but for a refused <c>/sys</c>, which is no failure.</summary>
public sealed class ExecOptions
{
    /// <summary>What the command sees as <c>/sys</c>.</summary>
    /// <value>Default: <see cref="SysfsMode.BestEffort"/>.</value>
    public SysfsMode Sysfs { get; set; }

    /// <summary>Whether each <c>/etc/netns/NAME/FILE</c> appears as <c>/etc/FILE</c>, where that exists. A namespace without a name has none.</summary>
    /// <value>Default: true. One that cannot be shown is no failure; see <see cref="NamespaceProcess.BindFailures"/>.</value>
    public bool BindEtc { get; set; } = true;

    /// <summary>More files and directories to show the command in the place of others; it is not started if one of them cannot be.</summary>
    public IReadOnlyList<BindMount>? Binds { get; set; }

    /// <summary>Whether the command sees an empty directory where the names are, so that it does not find the other namespaces by chance. Not a wall: root can unmount it.</summary>
    public bool HideRegistry { get; set; }

    /// <summary>Whether the command shares its view of the files (<see cref="Sysfs"/>, <see cref="BindEtc"/>, <see cref="Binds"/>, <see cref="HideRegistry"/>) with all that are started so by the
    /// same <see cref="NetworkNamespace"/> object, with the same of these options, until that is disposed of. The first one makes it; the others are spared that, which takes in proportion to the
    /// mounts of the host: with 10,000 names forty times as long as the rest of a start.</summary>
    /// <remarks>What one of them mounts the others see. A process that has left its parent and its process group is not found by <see cref="NamespaceProcess.Kill"/> then. A process in a chroot(2),
    /// and a rootless namespace, make a view for each command all the same.</remarks>
    /// <value>Default: false, each has a view of its own, as with <c>ip netns exec</c>.</value>
    public bool ShareView { get; set; }

    /// <summary>Variables to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; set; }

    /// <summary>Whether the command starts with <see cref="Environment"/> alone, and with what <see cref="User"/> sets.</summary>
    /// <value>Default: false, it gets this process's variables too.</value>
    public bool ClearEnvironment { get; set; }

    /// <summary>The current directory of the command, as the command sees it.</summary>
    /// <value>Default: null, that of this process.</value>
    public string? WorkingDirectory { get; set; }

    /// <summary>Who runs it: a login name or a number; it gets the user's groups, and HOME, USER and LOGNAME. Needs CAP_SETUID and CAP_SETGID.
    /// Naming the user and group that this process has already changes nothing.</summary>
    /// <remarks>While the command starts, about a millisecond, that user may send signals to this process.</remarks>
    /// <value>Default: null, this process's user. Only <c>/etc/passwd</c> and <c>/etc/group</c> are asked, no name service.</value>
    public string? User { get; set; }

    /// <summary>Its primary group: a name or a number. Needs CAP_SETGID.</summary>
    /// <value>Default: null, the primary group of <see cref="User"/>.</value>
    public string? Group { get; set; }

    /// <summary>How long <see cref="NetworkNamespace.ExecAsync"/> lets it run before it ends it and everything it started.</summary>
    /// <value>Default: null, for ever.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Where standard input comes from.</summary>
    public StandardStreamMode StandardInput { get; set; }

    /// <summary>Where standard output goes.</summary>
    public StandardStreamMode StandardOutput { get; set; }

    /// <summary>Where standard error goes.</summary>
    public StandardStreamMode StandardError { get; set; }

    /// <summary>What <see cref="NetworkNamespace.ExecAsync"/> writes to standard input, in <see cref="Encoding"/>. Not together with <see cref="InputStream"/>.</summary>
    public string? InputText { get; set; }

    /// <summary>What <see cref="NetworkNamespace.ExecAsync"/> copies to standard input, to its end. It stays the caller's. Not together with <see cref="InputText"/>.</summary>
    public Stream? InputStream { get; set; }

    /// <summary>The encoding of captured output and of <see cref="InputText"/>.</summary>
    /// <value>Default: UTF-8; what is not is replaced by U+FFFD.</value>
    public Encoding Encoding { get; set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A copy that shows the command one thing more.</summary>
    internal ExecOptions With(BindMount bind)
    {
        var copy = (ExecOptions)MemberwiseClone();
        copy.Binds = [.. Binds ?? [], bind];
        return copy;
    }

    /// <summary>A copy with these streams: the caller may change its own while the command runs.</summary>
    internal ExecOptions With(StandardStreamMode input, StandardStreamMode output, StandardStreamMode error)
    {
        var copy = (ExecOptions)MemberwiseClone();
        copy.StandardInput = input;
        copy.StandardOutput = output;
        copy.StandardError = error;
        return copy;
    }
}
