namespace LinuxNetns;

/// <summary>Where the kernel that runs keeps what the iterator looks at: offsets in bytes.</summary>
internal sealed record TaskLayout
{
    /// <summary>The BTF id of <c>bpf_iter_task</c>, the function that stands for the iterator.</summary>
    internal required int Iterator { get; init; }

    /// <summary><c>task_struct.pid</c>: the thread, in the first PID namespace.</summary>
    internal required int Thread { get; init; }

    /// <summary><c>task_struct.tgid</c>: its process, in the first PID namespace.</summary>
    internal required int Process { get; init; }

    /// <summary><c>task_struct.group_leader</c>: the main thread.</summary>
    internal required int MainThread { get; init; }

    /// <summary><c>task_struct.nsproxy</c>: null once a thread has ended.</summary>
    internal required int Namespaces { get; init; }

    /// <summary><c>nsproxy.net_ns</c>.</summary>
    internal required int Network { get; init; }

    /// <summary><c>net.ns.inum</c>.</summary>
    internal required int Inode { get; init; }

    /// <summary><c>task_struct.thread_pid</c>: its numbers, one for each PID namespace that it is in.</summary>
    internal required int Numbers { get; init; }

    /// <summary><c>pid.level</c>: how deep its PID namespace is.</summary>
    internal required int Level { get; init; }

    /// <summary><c>pid.numbers[0].nr</c>.</summary>
    internal required int FirstNumber { get; init; }

    /// <summary>The size of an element of <c>pid.numbers</c>.</summary>
    internal required int NumberSize { get; init; }

    /// <summary>What else the namespace itself tells; null where something is missing.</summary>
    internal NetworkLayout? Facts { get; init; }

    /// <summary><c>nsproxy.mnt_ns</c>; null where it, or what it points at, is not told.</summary>
    internal int? Mounts { get; init; }

    /// <summary><c>mnt_namespace.ns.inum</c>.</summary>
    internal int MountInode { get; init; }

    /// <summary>The BTF id of <c>task_struct</c>.</summary>
    internal int TaskType { get; init; }

    /// <summary>The BTF id of <c>net</c>.</summary>
    internal int NetworkType { get; init; }

    /// <summary>Finds it; otherwise <paramref name="missing"/> says what is not there, or not as it should be.</summary>
    internal static TaskLayout? Read(ReadOnlySpan<byte> content, out string missing)
    {
        missing = "a header";
        if (!Btf.TryOpen(content, out Btf btf))
            return null;
        btf.Find("task_struct"u8, "bpf_iter_task"u8, out int task, out int iterator);
        missing = "bpf_iter_task";
        if (iterator == 0)
            return null;
        missing = "task_struct with pid, tgid, group_leader";
        if (!btf.TryFindNumber(task, "pid"u8, sizeof(int), out int thread) || !btf.TryFindNumber(task, "tgid"u8, sizeof(int), out int process)
            || !btf.TryFindPointer(task, "group_leader"u8, out int mainThread, out _))
            return null;
        missing = "task_struct.nsproxy.net_ns.ns.inum";
        if (!btf.TryFindPointer(task, "nsproxy"u8, out int namespaces, out int nsproxy)
            || !btf.TryFindPointer(nsproxy, "net_ns"u8, out int network, out int net)
            || !btf.TryFindMember(net, "ns"u8, out BtfMember common) || !btf.TryFindNumber(common.Type, "inum"u8, sizeof(int), out int inode))
            return null;
        int networkInode = common.Offset + inode;
        missing = "task_struct.thread_pid with level, numbers[].nr";
        if (!btf.TryFindPointer(task, "thread_pid"u8, out int numbers, out int pid) || !btf.TryFindNumber(pid, "level"u8, sizeof(int), out int level)
            || !btf.TryFindMember(pid, "numbers"u8, out BtfMember array) || !btf.TryGetElement(array.Type, out int element)
            || !btf.TryGetBytes(element, BtfKind.Struct, out int numberSize) || !btf.TryFindNumber(element, "nr"u8, sizeof(int), out int nr))
            return null;
        int mountInode = 0;
        bool knowsMounts = btf.TryFindPointer(nsproxy, "mnt_ns"u8, out int mounts, out int mountNamespace) && btf.TryFindMember(mountNamespace, "ns"u8, out common)
            && btf.TryFindNumber(common.Type, "inum"u8, sizeof(int), out mountInode);
        var layout = new TaskLayout
        {
            Iterator = iterator,
            Thread = thread,
            Process = process,
            MainThread = mainThread,
            Namespaces = namespaces,
            Network = network,
            Inode = networkInode,
            Numbers = numbers,
            Level = level,
            FirstNumber = array.Offset + nr,
            NumberSize = numberSize,
            Facts = NetworkLayout.Read(ref btf, net),
            Mounts = knowsMounts ? mounts : null,
            MountInode = knowsMounts ? common.Offset + mountInode : 0,
            TaskType = task,
            NetworkType = net,
        };
        missing = "offsets that an instruction can hold";
        return layout.Fits() ? layout : null;
    }

    private bool Fits() =>
        new[] { Thread, Process, MainThread, Namespaces, Network, Inode, Numbers, Level, FirstNumber, NumberSize, Mounts ?? 0, MountInode }.All(static offset => offset is >= 0 and <= short.MaxValue);
}
