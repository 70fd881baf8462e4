using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The namespace is kept by somebody; <see cref="Holders"/> says by whom.</summary>
public sealed class NamespaceInUseException : NetworkNamespaceException
{
    internal NamespaceInUseException(NamespaceError reason, string name, IReadOnlyList<NamespaceHolder> holders, string message)
        : base(reason, "delete", name, reason == NamespaceError.TimedOut ? Errno.ETIMEDOUT : Errno.EBUSY, message, remedy: null) => Holders = holders;

    /// <summary>Who keeps it: a lower bound where this process may not look everywhere.</summary>
    public IReadOnlyList<NamespaceHolder> Holders { get; }
}
