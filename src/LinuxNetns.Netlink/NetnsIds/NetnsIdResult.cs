namespace LinuxNetns.Netlink;

/// <summary>What the kernel answered for one of many namespaces.</summary>
/// <param name="Id">The netns id, or null when none is assigned or the question failed.</param>
/// <param name="Errno">Why the question failed; <see cref="Errno.None"/> is success. EINVAL: the descriptor is no network namespace.</param>
/// <param name="KernelMessage">The kernel's own text of the failure, or null.</param>
public readonly record struct NetnsIdResult(int? Id, Errno Errno, string? KernelMessage)
{
    /// <summary>The kernel answered; <see cref="Id"/> is its answer.</summary>
    public bool IsSuccess => Errno == Errno.None;
}
