using System.Globalization;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>The ways to make and open one.</content>
public sealed partial class NetworkNamespace
{
    /// <summary>Makes a namespace and its name in the default registry, as <c>ip netns add</c>; disposing of it deletes the name.</summary>
    /// <param name="name">1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <returns>The namespace: empty but for a loopback device that is down.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    /// <exception cref="NetworkNamespaceException">The name is taken, CAP_SYS_ADMIN is missing, or a limit is reached. Nothing is left behind.</exception>
    public static NetworkNamespace Create(string name)
    {
        var registry = new NamespaceRegistry();
        return registry.AddOwned(name);
    }

    /// <summary>Makes namespaces and their names in the default registry, all of them or none; disposing of each deletes its name.</summary>
    /// <param name="names">The names, each 1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <returns>The namespaces in the order of the names. Each holds a descriptor.</returns>
    /// <exception cref="ArgumentException">A name cannot be a file name, or is there twice.</exception>
    /// <exception cref="NetworkNamespaceException">A name is taken, CAP_SYS_ADMIN is missing, or a limit is reached. Nothing is left behind.</exception>
    public static IReadOnlyList<NetworkNamespace> CreateMany(IEnumerable<string> names)
    {
        var registry = new NamespaceRegistry();
        return registry.AddManyOwned(names);
    }

    /// <summary>Opens the namespace of this name in the default registry, or makes it. Disposing of it deletes the name only if this call made it.</summary>
    /// <param name="name">1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    /// <exception cref="NetworkNamespaceException">It can be neither opened nor made.</exception>
    public static NetworkNamespace OpenOrCreate(string name)
    {
        var registry = new NamespaceRegistry();
        return registry.OpenOrAddOwned(name);
    }

    /// <summary>Makes a namespace without a name: it ends with its last user, even if this process is killed. Needs CAP_SYS_ADMIN.</summary>
    /// <returns>The namespace: empty but for a loopback device that is down.</returns>
    /// <exception cref="NetworkNamespaceException">CAP_SYS_ADMIN is missing, or <c>user.max_net_namespaces</c> is reached.</exception>
    public static NetworkNamespace CreateAnonymous()
    {
        Measurement measured = Telemetry.Create.Start(namespaceName: null);
        try
        {
            Errno errno = NamespaceWindow.CreateNamespace(out SafeFileHandle? handle, out RawStep step);
            if (errno != Errno.None)
                throw Interop.Error(errno, step == RawStep.Enter ? "unshare(CLONE_NEWNET)" : "open", step == RawStep.Enter ? null : "/proc/thread-self/ns/net");
            var ns = new NetworkNamespace(handle!, name: null);
            measured.Tell(ns.Id);
            return ns;
        }
        catch (Exception e) when (measured.Fail(e))
        {
            throw;
        }
        finally
        {
            measured.Dispose();
        }
    }

    /// <summary>Opens a namespace by its name in the default registry. Disposing of it only closes the handle.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    /// <exception cref="NetworkNamespaceException">There is no such name, or what is there is not a network namespace.</exception>
    public static NetworkNamespace Open(string name) => new NamespaceRegistry().Open(name);

    /// <summary>Opens the namespace that a file stands for: <c>/proc/PID/ns/net</c>, <c>/proc/PID/task/TID/ns/net</c>, <c>/run/docker/netns/…</c>, a bind mount anywhere.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
    /// <exception cref="NetworkNamespaceException">There is no such file, or it is not a network namespace.</exception>
    public static NetworkNamespace OpenPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A path holds no NUL.", nameof(path));
        return new NetworkNamespace(OpenFile(path), name: null);
    }

    /// <summary>Opens the namespace of a process: that of its main thread. Needs the right to trace the process (ptrace(2)): root, or its own user.</summary>
    /// <remarks>The process is held by a pidfd meanwhile, so that a process that takes over the number of one that ended cannot be opened by mistake.</remarks>
    /// <param name="processId">The process id.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is not positive.</exception>
    /// <exception cref="NetworkNamespaceException">The process has ended, or belongs to somebody else.</exception>
    public static NetworkNamespace OpenProcess(int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        return new NetworkNamespace(ProcessNamespace.Open(processId), name: null);
    }

    /// <summary>Opens the namespace that the calling thread is in.</summary>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">/proc is not mounted.</exception>
    public static NetworkNamespace OpenCurrent() => OpenPath("/proc/thread-self/ns/net");

    /// <summary>Takes a descriptor that is open on a network namespace: from a socket message, from another library. A copy is made; the given one stays the caller's.</summary>
    /// <param name="handle">The descriptor.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">It is not a network namespace.</exception>
    public static NetworkNamespace FromHandle(SafeHandle handle)
    {
        SafeFileHandle copy = Copy(handle);
        try
        {
            return new NetworkNamespace(copy, name: null);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A descriptor of one's own for an open namespace, after a check that it is one.</summary>
    internal static SafeFileHandle Copy(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        int fd = Interop.Fcntl(handle, Interop.F_DUPFD_CLOEXEC, 0);
        if (fd < 0)
            throw Interop.LastError("fcntl(F_DUPFD_CLOEXEC)");
        var copy = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            NamespaceIdentity.Check(copy, string.Create(CultureInfo.InvariantCulture, $"descriptor {handle.DangerousGetHandle()}"));
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file and makes sure that it is a network namespace.</summary>
    internal static SafeFileHandle OpenFile(string path)
    {
        // O_NONBLOCK: a fifo in its place must not hang the caller.
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_NONBLOCK, 0);
        if (fd < 0)
            throw Interop.LastError("open", path);
        var handle = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            NamespaceIdentity.Check(handle, path);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
