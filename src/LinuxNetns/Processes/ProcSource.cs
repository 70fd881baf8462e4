using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The kernel's process table: proc(5).</summary>
internal sealed class ProcSource(string directory) : IProcessNamespaceSource
{
    public IProcessNamespaceReader ReadProcesses() => new ProcReader(OpenDirectory(), directory);

    public IProcessFiles OpenFiles() => new ProcFiles(OpenDirectory());

    internal SafeFileHandle OpenDirectory()
    {
        int fd = Interop.Open(directory, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_DIRECTORY, 0);
        return fd < 0 ? throw Interop.LastError("open", directory) : new SafeFileHandle(fd, ownsHandle: true);
    }
}
