using System.Globalization;

namespace LinuxNetns;

/// <summary>Which network namespace this is. Compared by the kernel's 64-bit id, which is never used again before the next boot; device and inode beside it are recycled
/// as soon as a namespace is freed, and decide only where the kernel has no ids (before Linux 5.14) and while a handle keeps the namespace alive.</summary>
/// <remarks>The id is that of <c>ioctl(NS_GET_ID)</c> (ioctl_nsfs(2), Linux 6.18), which for network namespaces equals <c>SO_NETNS_COOKIE</c> (Linux 5.14).</remarks>
public readonly struct NamespaceId : IEquatable<NamespaceId>
{
    internal NamespaceId(ulong? kernelId, ulong device, ulong inode)
    {
        KernelId = kernelId;
        Device = device;
        Inode = inode;
    }

    /// <summary>The kernel's id, never used again before the next boot; null where this kernel gives none, or where it was not asked for.</summary>
    public ulong? KernelId { get; }

    /// <summary>The device of nsfs: major number in the upper 32 bits, minor in the lower.</summary>
    public ulong Device { get; }

    /// <summary>The inode that <c>ls -l /proc/PID/ns/net</c> and <c>lsns</c> show.</summary>
    public ulong Inode { get; }

    /// <summary>Whether two ids are of the same namespace.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(NamespaceId left, NamespaceId right) => left.Equals(right);

    /// <summary>Whether two ids are of different namespaces.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(NamespaceId left, NamespaceId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(NamespaceId other) =>
        Inode == other.Inode && Device == other.Device && (KernelId is null || other.KernelId is null || KernelId == other.KernelId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NamespaceId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Inode.GetHashCode();

    /// <summary>As <c>readlink /proc/PID/ns/net</c> shows it: <c>net:[4026531840]</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"net:[{Inode}]");
}
