using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Reads the facts, and tries what can be tried without a trace.</summary>
internal static class PrivilegeProbe
{
    internal static NetnsPrivileges Run(LinuxNetnsOptions options) => PrivilegeRules.Conclude(Gather(options));

    private static PrivilegeFacts Gather(LinuxNetnsOptions options)
    {
        (Errno create, Errno enter, bool kernelId) = TryNamespace();
        return new PrivilegeFacts
        {
            Capabilities = ulong.TryParse(StatusField("CapEff:"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask) ? mask : 0,
            SeccompFilter = StatusField("Seccomp:") == "2",
            InUserNamespace = UserNamespace.IsNested(),
            AppArmorProfile = ReadOrNull("/proc/thread-self/attr/current") is { Length: > 0 } profile && !profile.StartsWith("unconfined", StringComparison.Ordinal) ? profile : null,
            AppArmorRestrictsUserNamespaces = ReadOrNull("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1",
            SELinuxEnforcing = ReadOrNull("/sys/fs/selinux/enforce") == "1",
            SysIsReadOnly = MountInfo.Read().LastOrDefault(m => m.MountPoint == "/sys").IsReadOnly,
            NamespaceLimit = long.TryParse(ReadOrNull("/proc/sys/user/max_net_namespaces"), NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null,
            NamespacesSeen = new ProcessScanner(options).Scan(new HostScanOptions { IncludeHolders = false, IncludeThreads = false }).Namespaces.Count,
            Create = create,
            Enter = enter,
            HasKernelId = kernelId,
            Name = TryName(options),
            NamePath = options.RunDirectory,
            HasPidfdNamespace = TryPidfd(),
        };
    }

    /// <summary>An anonymous namespace, and a socket in it; both are gone at once.</summary>
    private static (Errno Create, Errno Enter, bool KernelId) TryNamespace()
    {
        try
        {
            using NetworkNamespace probe = NetworkNamespace.CreateAnonymous();
            try
            {
                NamespaceWindow.OpenSocket(probe.Handle, Interop.AF_UNIX, Interop.SOCK_DGRAM | Interop.SOCK_CLOEXEC, protocol: 0).Dispose();
                return (Errno.None, Errno.None, probe.Id.KernelId is not null);
            }
            catch (NetworkNamespaceException e)
            {
                return (Errno.None, e.Errno, probe.Id.KernelId is not null);
            }
        }
        catch (NetworkNamespaceException e)
        {
            using NetworkNamespace current = NetworkNamespace.OpenCurrent();
            return (e.Errno, e.Errno, current.Id.KernelId is not null);
        }
    }

    /// <summary>A real add and delete in a directory beside the registry's, so that the registry itself and its watchers see nothing.</summary>
    private static Errno TryName(LinuxNetnsOptions options)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"{options.RunDirectory.TrimEnd('/')}.probe-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = directory, ProcDirectory = options.ProcDirectory });
        try
        {
            registry.Add("probe").Dispose();
            registry.Delete("probe");
            return Errno.None;
        }
        catch (NetworkNamespaceException e)
        {
            return e.Errno;
        }
        finally
        {
            _ = RegistryKernel.Instance.Unmount(directory);
            RemoveDirectory(directory);
        }
    }

    private static void RemoveDirectory(string directory)
    {
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty directory more is no reason to keep the answer back.
        }
    }

    private static unsafe bool TryPidfd()
    {
        int pidfd = Interop.PidfdOpen(Environment.ProcessId);
        if (pidfd < 0)
            return false;
        int ns = Interop.Ioctl(pidfd, Interop.PIDFD_GET_NET_NAMESPACE, null);
        if (ns >= 0)
            _ = Interop.Close(ns);
        _ = Interop.Close(pidfd);
        return ns >= 0;
    }

    private static string? StatusField(string name)
    {
        foreach (string line in File.ReadLines("/proc/thread-self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return line[name.Length..].Trim();
        }

        return null;
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
