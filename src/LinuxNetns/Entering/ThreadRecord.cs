namespace LinuxNetns;

/// <summary>What the library knows of one thread: in which flow it is. Read by <see cref="NamespaceThreadAudit"/>, written by the thread alone.</summary>
internal sealed class ThreadRecord
{
    private static readonly object s_gate = new();
    private static readonly List<WeakReference<ThreadRecord>> s_all = [];
    private static int s_sweepAt = 64;

    [ThreadStatic]
    private static ThreadRecord? t_current;

    private readonly Thread _thread = Thread.CurrentThread;
    private volatile AmbientFlow? _flow;
    private volatile int _visits;
    private bool? _mayVisit;

    private ThreadRecord() => Id = (int)Interop.RawSyscall(Interop.SYS_gettid, 0, 0, 0, 0, 0);

    /// <summary>That of the calling thread.</summary>
    internal static ThreadRecord Current => t_current ??= Register();

    /// <summary>The kernel's number of the thread.</summary>
    internal int Id { get; }

    /// <summary>The flow that it is in; null: at home.</summary>
    internal AmbientFlow? Flow
    {
        get => _flow;
        set => _flow = value;
    }

    /// <summary>Changes whenever it leaves home for a call of the library's or comes back from one; odd while it is away so.</summary>
    internal int Visits => _visits;

    /// <summary>Whether it may leave home for such a call. To be asked by the thread itself.</summary>
    internal bool MayVisit => _flow is null && (_mayVisit ??= NamespaceThread.MayVisit(this));

    /// <summary>Whether <see cref="PoolThreadGuard"/> has brought it home: it has run work items since.</summary>
    internal bool IsGuarded { get; set; }

    /// <summary>Whether whoever switches will look at <see cref="Failure"/>; otherwise a switch that fails ends the process.</summary>
    internal bool Asks { get; set; }

    /// <summary>The errno of a switch that failed.</summary>
    internal int Failure { get; set; }

    internal void BeginVisit() => _visits++;

    internal void EndVisit() => _visits++;

    /// <summary>The records of all threads that are alive, by the kernel's numbers.</summary>
    internal static Dictionary<int, ThreadRecord> Living()
    {
        var living = new Dictionary<int, ThreadRecord>();
        lock (s_gate)
        {
            Sweep();
            foreach (WeakReference<ThreadRecord> weak in s_all)
            {
                if (weak.TryGetTarget(out ThreadRecord? record))
                    living[record.Id] = record;
            }
        }

        return living;
    }

    private static ThreadRecord Register()
    {
        var record = new ThreadRecord();
        lock (s_gate)
        {
            s_all.Add(new WeakReference<ThreadRecord>(record));
            if (s_all.Count >= s_sweepAt)
            {
                Sweep();
                s_sweepAt = Math.Max(64, s_all.Count * 2);
            }
        }

        return record;
    }

    private static void Sweep() => s_all.RemoveAll(static weak => !weak.TryGetTarget(out ThreadRecord? record) || !record._thread.IsAlive);
}
