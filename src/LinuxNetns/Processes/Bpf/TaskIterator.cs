using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The kernel's iterator over threads (bpf(2), Documentation/bpf/bpf_iterators.rst) with a program of ours: loaded once a process, and kept.</summary>
/// <remarks>
/// It needs CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN, in the first user namespace, and a kernel with BTF (5.11 or later). It walks the PID namespace of the thread that reads, looks
/// no process's file up in /proc and asks for no right to trace. Questions take turns, for they share the map.
/// </remarks>
internal sealed unsafe class TaskIterator
{
    internal const string BtfPath = "/sys/kernel/btf/vmlinux";
    private const int LogSize = 64 * 1024;

    // The verifier gives up when a signal comes, and the runtime sends its threads signals.
    private const int MaxAttempts = 5;

    private static readonly object s_gate = new();
    private static TaskIterator? s_loaded;
    private static FinderRefusal? s_refusal;

    private readonly SafeFileHandle _map;
    private readonly SafeFileHandle _link;

    private TaskIterator(SafeFileHandle map, SafeFileHandle link)
    {
        _map = map;
        _link = link;
    }

    /// <summary>Every thread that the question is about, by ascending thread number; or why that cannot be said.</summary>
    internal static FinderRefusal? Run(TaskQuestion question, TaskRecords records)
    {
        records.Clear();
        lock (s_gate)
        {
            if (s_loaded is null && (s_refusal ?? Load(out s_loaded)) is { } refusal)
                return refusal;
            return s_loaded!.Ask(question, records);
        }
    }

    private FinderRefusal? Ask(TaskQuestion question, TaskRecords records)
    {
        int key = 0;
        var attributes = new Interop.BpfAttributes { MapDescriptor = Number(_map), Key = (ulong)&key, Value = (ulong)&question };
        if (Interop.Bpf(Interop.BPF_MAP_UPDATE_ELEM, &attributes) != 0)
            return FinderRefusal.OfLastCall("bpf(BPF_MAP_UPDATE_ELEM)");
        attributes = new Interop.BpfAttributes { IteratorLink = Number(_link) };
        int fd = Interop.Bpf(Interop.BPF_ITER_CREATE, &attributes);
        if (fd < 0)
            return FinderRefusal.OfLastCall("bpf(BPF_ITER_CREATE)");
        using var iterator = new SafeFileHandle(fd, ownsHandle: true);
        return ReadAll(fd, records);
    }

    private static FinderRefusal? ReadAll(int fd, TaskRecords records)
    {
        while (true)
        {
            Span<byte> room = records.Room();
            nint read;
            fixed (byte* start = room)
                read = Interop.Read(fd, start, (nuint)room.Length);
            if (read == 0)
                return null;
            if (read > 0)
                records.Add((int)read);
            else if (Interop.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) // EAGAIN: a million threads without a word
                return FinderRefusal.OfLastCall("read of the BPF iterator");
        }
    }

    /// <summary>The map first: whether BPF is allowed at all shows there, at the cost of one system call, and may be different next time. What fails after it is so for good.</summary>
    private static FinderRefusal? Load(out TaskIterator? loaded)
    {
        loaded = null;
        var attributes = new Interop.BpfAttributes { MapType = Interop.BPF_MAP_TYPE_ARRAY, KeySize = sizeof(int), ValueSize = (uint)sizeof(TaskQuestion), MaxEntries = 1 };
        int fd = Interop.Bpf(Interop.BPF_MAP_CREATE, &attributes);
        if (fd < 0)
            return FinderRefusal.OfLastCall("bpf(BPF_MAP_CREATE)");
        var map = new SafeFileHandle(fd, ownsHandle: true);
        FinderRefusal? refusal = Load(map, out SafeFileHandle? link);
        if (refusal is null)
            loaded = new TaskIterator(map, link!);
        else
            map.Dispose();
        if (refusal?.Errno is not (Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM or Errno.EAGAIN))
            s_refusal = refusal;
        return refusal;
    }

    private static FinderRefusal? Load(SafeFileHandle map, out SafeFileHandle? link)
    {
        link = null;
        Errno errno = BtfFile.TryOpen(BtfPath, out BtfFile? file);
        if (errno != Errno.None)
            return new FinderRefusal(errno, $"open \"{BtfPath}\"", null);
        TaskLayout? layout;
        string missing;
        using (file)
            layout = TaskLayout.Read(file!.Content, out missing);
        return layout is null
            ? new FinderRefusal(Errno.EINVAL, $"\"{BtfPath}\"", $"it lacks {missing}")
            : Load(TaskProgram.Assemble(layout, (int)Number(map)), layout.Iterator, out link);
    }

    private static FinderRefusal? Load(ulong[] instructions, int iterator, out SafeFileHandle? link)
    {
        link = null;
        // The license is that of this library; some of the kernel's functions are for programs that may be combined with the GPL only.
        fixed (ulong* start = instructions)
        fixed (byte* license = "Dual MIT/GPL\0"u8)
        {
            var attributes = new Interop.BpfAttributes
            {
                ProgramType = Interop.BPF_PROG_TYPE_TRACING,
                ExpectedAttachType = Interop.BPF_TRACE_ITER,
                AttachBtfId = (uint)iterator,
                Instructions = (ulong)start,
                InstructionCount = (uint)instructions.Length,
                License = (ulong)license,
                ProgramName = MemoryMarshal.Read<ulong>("netnspid"u8), // for bpftool(8); NUL and more room follow
            };
            int fd = -1;
            for (int i = 0; fd < 0 && i < MaxAttempts && (i == 0 || Interop.LastErrno == Errno.EAGAIN); i++)
                fd = Interop.Bpf(Interop.BPF_PROG_LOAD, &attributes);
            if (fd < 0)
                return Explain(&attributes, Interop.LastErrno);
            using var program = new SafeFileHandle(fd, ownsHandle: true);
            attributes = new Interop.BpfAttributes { LinkProgram = (uint)fd, LinkAttachType = Interop.BPF_TRACE_ITER };
            fd = Interop.Bpf(Interop.BPF_LINK_CREATE, &attributes);
            if (fd < 0)
                return FinderRefusal.OfLastCall("bpf(BPF_LINK_CREATE)");
            link = new SafeFileHandle(fd, ownsHandle: true);
            return null;
        }
    }

    /// <summary>What the verifier said last before it gave up, for whoever reports it.</summary>
    private static FinderRefusal Explain(Interop.BpfAttributes* attributes, Errno errno)
    {
        const string call = "bpf(BPF_PROG_LOAD)";
        if (errno == Errno.EPERM)
            return new FinderRefusal(errno, call, null);
        byte[] log = new byte[LogSize];
        fixed (byte* start = log)
        {
            attributes->LogLevel = 1;
            attributes->LogSize = LogSize;
            attributes->LogBuffer = (ulong)start;
            int fd = Interop.Bpf(Interop.BPF_PROG_LOAD, attributes);
            if (fd >= 0)
                _ = Interop.Close(fd);
        }

        string text = Encoding.UTF8.GetString(log).TrimEnd('\0', '\n');
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string? last = lines.LastOrDefault(static line => !line.StartsWith("processed ", StringComparison.Ordinal));
        return new FinderRefusal(errno, call, last);
    }

    private static uint Number(SafeFileHandle handle) => (uint)handle.DangerousGetHandle();
}
