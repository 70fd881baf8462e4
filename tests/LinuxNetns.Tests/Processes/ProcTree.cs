using System.Globalization;

namespace LinuxNetns.Tests;

/// <summary>A made-up /proc: ordinary files stand for namespaces.</summary>
internal sealed class ProcTree : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lnx-proc-").FullName;

    internal ProcTree() => Directory.CreateDirectory(ProcDirectory);

    internal string ProcDirectory => Path.Join(_root, "proc");

    internal LinuxNetnsOptions Options => new() { ProcDirectory = ProcDirectory, RunDirectory = Path.Join(_root, "netns") };

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A file that plays a namespace.</summary>
    internal unsafe NamespaceId AddNamespace(string name)
    {
        string path = Path.Join(_root, name);
        File.WriteAllText(path, "");
        Interop.StatxBuffer status;
        Assert.Equal(0, Interop.Statx(Interop.AT_FDCWD, path, 0, Interop.STATX_INO, &status));
        return new NamespaceId(null, status.Device, status.Inode);
    }

    internal void AddProcess(int processId, string name) => AddMember(processId.ToString(CultureInfo.InvariantCulture), name);

    internal void AddThread(int processId, int threadId, string name) => AddMember(string.Create(CultureInfo.InvariantCulture, $"{processId}/task/{threadId}"), name);

    /// <summary>A file of a process, whatever is in it.</summary>
    internal void AddFile(string path, ReadOnlySpan<byte> content)
    {
        string full = Path.Join(ProcDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    internal void AddLink(string path, string target)
    {
        string full = Path.Join(ProcDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
    }

    private void AddMember(string member, string name)
    {
        string directory = Path.Join(ProcDirectory, member, "ns");
        Directory.CreateDirectory(directory);
        // A symbolic link is followed, as the kernel's is.
        File.CreateSymbolicLink(Path.Join(directory, "net"), Path.Join(_root, name));
    }
}
