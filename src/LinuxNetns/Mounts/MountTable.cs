namespace LinuxNetns;

/// <summary>Counts the changes of this process's mount table, so that a cache can tell in one poll(2) whether it is still good.</summary>
internal static class MountTable
{
    private static readonly object s_gate = new();
    private static MountTableEvents? s_events;
    private static long s_generation;

    /// <summary>A number that has changed if any mount has come or gone since it was last asked for. Ask before reading what is to be cached.</summary>
    internal static long Generation()
    {
        lock (s_gate)
        {
            s_events ??= new MountTableEvents();
            if (s_events.Wait(0))
                s_generation++;
            return s_generation;
        }
    }
}
