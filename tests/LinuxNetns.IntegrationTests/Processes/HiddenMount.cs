namespace LinuxNetns.IntegrationTests;

/// <summary>A namespace mounted, in a mount namespace of its own, on a path that wants escaping in mountinfo.</summary>
internal sealed class HiddenMount : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lnx-mount-");
    private readonly ProcessInside _process;

    internal HiddenMount(NetworkNamespace ns)
    {
        MountPoint = Path.Join(_directory.FullName, "a file");
        File.WriteAllText(MountPoint, "");
        _process = ProcessInside.Start([
            "unshare", "--mount", "--propagation", "private", "sh", "-c",
            "mount --no-canonicalize --bind \"$0\" \"$1\" && echo ready; read end", ProcessInside.PathOf(ns), MountPoint]);
    }

    internal string MountPoint { get; }

    internal int ProcessId => _process.Id;

    public void Dispose()
    {
        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}
