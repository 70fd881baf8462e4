namespace LinuxNetns;

/// <summary>What the watching thread takes from outside; a test replaces what it wants to force.</summary>
internal sealed record WatchSeams
{
    /// <summary>The thread's name, as /proc/PID/task/TID/comm shows it: up to 15 bytes.</summary>
    internal string ThreadName { get; init; } = "netns watcher";

    /// <summary>Starts the thread: its name, what it does, its stack.</summary>
    internal Action<string, Action, int> StartThread { get; init; } = NamespaceThread.StartAtHome;

    /// <summary>Whether the readers' code runs on the thread.</summary>
    internal bool RunsReaders { get; init; }

    /// <summary>Makes the source of directory changes.</summary>
    internal Func<IDirectoryNotifier> OpenNotifier { get; init; } = static () => new InotifyQueue();

    /// <summary>Makes the look at a directory.</summary>
    internal Func<string, DestructionListener?, INamespaceLook> OpenLook { get; init; } = static (directory, destruction) => new NamespaceLook(directory, destruction);
}
