namespace LinuxNetns.Tests;

/// <summary>A directory of ordinary files, which are names without a namespace: they need no privilege. Watched by a hub, and so a thread, of its own.</summary>
internal sealed class WatchedFiles : IDisposable
{
    private static int s_number;

    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("lnx-watcher-").FullName;

    internal WatchedFiles(Func<IDirectoryNotifier>? openNotifier = null, Func<string, DestructionListener?, INamespaceLook>? openLook = null)
    {
        Directory = Path.Join(_root, "netns");
        ThreadName = $"lnx watch {Interlocked.Increment(ref s_number)}";
        var seams = new WatchSeams { ThreadName = ThreadName };
        Hub = new WatchHub(seams with { OpenNotifier = openNotifier ?? seams.OpenNotifier, OpenLook = openLook ?? seams.OpenLook });
        Watcher = WatcherOf("netns");
        System.IO.Directory.CreateDirectory(Directory);
    }

    internal string Directory { get; }

    internal string ThreadName { get; }

    internal WatchHub Hub { get; }

    internal NamespaceWatcher Watcher { get; }

    internal int Threads => System.IO.Directory.GetDirectories("/proc/self/task").Count(task => Comm(task) == ThreadName);

    public void Dispose() => System.IO.Directory.Delete(_root, recursive: true);

    internal NamespaceWatcher WatcherOf(string directory) => new(new LinuxNetnsOptions { RunDirectory = Path.Join(_root, directory) }, Hub);

    internal void Make(string name) => File.WriteAllBytes(Path.Join(Directory, name), []);

    internal void Delete(string name) => File.Delete(Path.Join(Directory, name));

    private static string? Comm(string task)
    {
        try
        {
            return File.ReadAllText(Path.Join(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }
}
