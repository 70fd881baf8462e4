using System.Globalization;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests;

/// <summary>The real system, but for calls that a test answers itself. A test can also do something before the real call: what another process might have done by then.</summary>
internal sealed class FaultyKernel : IRegistryKernel
{
    private readonly RegistryKernel _real = RegistryKernel.Instance;

    /// <summary>Asked before each call by its name and path; null lets it happen.</summary>
    internal Func<string, string, Errno?> Answer { get; set; } = static (_, _) => null;

    public Errno MakeDirectory(string path) => Answer("mkdir", path) ?? _real.MakeDirectory(path);

    public Errno OpenDirectory(string path, out SafeFileHandle? directory) => _real.OpenDirectory(path, out directory);

    public Errno Lock(SafeFileHandle directory) => _real.Lock(directory);

    public Errno Mount(string source, string target, nuint flags) => Answer("mount", target) ?? _real.Mount(source, target, flags);

    public Errno CreatePlaceholder(string path) => Answer("create", path) ?? _real.CreatePlaceholder(path);

    public Errno CreateNamespaces(SafeFileHandle?[] handles, out RawStep failedStep)
    {
        failedStep = RawStep.Enter;
        return Answer("unshare", handles.Length.ToString(CultureInfo.InvariantCulture)) ?? _real.CreateNamespaces(handles, out failedStep);
    }

    public Errno BindNamespace(SafeHandle handle, string path) => Answer("bind", path) ?? _real.BindNamespace(handle, path);

    public Errno Unmount(string path) => Answer("umount", path) ?? _real.Unmount(path);

    public Errno Unlink(string path) => Answer("unlink", path) ?? _real.Unlink(path);
}
