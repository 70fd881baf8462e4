using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Why a back end cannot answer.</summary>
/// <param name="Errno">What the kernel said; <see cref="Errno.None"/> if it was not asked.</param>
/// <param name="Operation">What was tried.</param>
/// <param name="Explanation">More than the number says; null where there is no more.</param>
internal sealed record FinderRefusal(Errno Errno, string Operation, string? Explanation)
{
    internal static FinderRefusal OfLastCall(string operation) => new(Interop.LastErrno, operation, null);

    internal NetworkNamespaceException ToException() =>
        Interop.Error(Errno is Errno.EPERM or Errno.EACCES ? NamespaceError.NotPermitted : NamespaceError.NotSupported, Errno, Operation, null, Explanation ?? Remedy);

    public override string ToString() => ToException().Message;

    private string? Remedy => Errno == Errno.EPERM && Operation.StartsWith("bpf", StringComparison.Ordinal) ? "needs CAP_BPF and CAP_PERFMON in the first user namespace, and no lockdown" : null;
}
