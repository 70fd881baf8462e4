using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>An iterator of the kernel's (bpf(2), Documentation/bpf/bpf_iterators.rst) with a program of ours: loaded once a process, and kept.</summary>
/// <remarks>
/// It needs CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN, in the first user namespace, and a kernel with BTF (5.11 or later). It walks the PID namespace of the thread that reads, looks
/// no process's file up in /proc and asks for no right to trace. Questions take turns, for they share the map.
/// </remarks>
internal sealed unsafe class BpfIterator
{
    internal const string BtfPath = "/sys/kernel/btf/vmlinux";
    private const int LogSize = 64 * 1024;

    // The verifier gives up when a signal comes, and the runtime sends its threads signals.
    private const int MaxAttempts = 5;

    private readonly object _gate = new();
    private readonly ulong _name;
    private readonly Assembler _assemble;
    private SafeFileHandle? _map;
    private SafeFileHandle? _link;
    private FinderRefusal? _refusal;

    /// <param name="name">For bpftool(8): 8 bytes, of which the last may be 0.</param>
    /// <param name="assemble">Writes the program.</param>
    private BpfIterator(ReadOnlySpan<byte> name, Assembler assemble)
    {
        _name = MemoryMarshal.Read<ulong>(name);
        _assemble = assemble;
    }

    /// <summary>A program for the kernel with these types, and the BTF id of the iterator's function; null if they lack what it needs.</summary>
    private delegate ulong[]? Assembler(ReadOnlySpan<byte> types, int map, out int iterator, out string missing);

    /// <summary>Every thread: <see cref="TaskRecord"/>, by ascending thread number.</summary>
    internal static BpfIterator Tasks { get; } = new("netnspid"u8, TaskProgram.Assemble);

    /// <summary>Every descriptor of every table: <see cref="FileRecord"/>, by ascending thread number.</summary>
    internal static BpfIterator Files { get; } = new("netnsfd\0"u8, FileProgram.Assemble);

    /// <summary>All that the question is about; or why that cannot be said.</summary>
    internal FinderRefusal? Run(BpfQuestion question, BpfRecords records)
    {
        records.Clear();
        lock (_gate)
            return (_link is null ? _refusal ?? Load() : null) ?? Ask(question, records);
    }

    private FinderRefusal? Ask(BpfQuestion question, BpfRecords records)
    {
        int key = 0;
        var attributes = new Interop.BpfAttributes { MapDescriptor = Number(_map!), Key = (ulong)&key, Value = (ulong)&question };
        if (Interop.Bpf(Interop.BPF_MAP_UPDATE_ELEM, &attributes) != 0)
            return FinderRefusal.OfLastCall("bpf(BPF_MAP_UPDATE_ELEM)");
        attributes = new Interop.BpfAttributes { IteratorLink = Number(_link!) };
        int fd = Interop.Bpf(Interop.BPF_ITER_CREATE, &attributes);
        if (fd < 0)
            return FinderRefusal.OfLastCall("bpf(BPF_ITER_CREATE)");
        using var iterator = new SafeFileHandle(fd, ownsHandle: true);
        return ReadAll(fd, records);
    }

    private static FinderRefusal? ReadAll(int fd, BpfRecords records)
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
    private FinderRefusal? Load()
    {
        var attributes = new Interop.BpfAttributes { MapType = Interop.BPF_MAP_TYPE_ARRAY, KeySize = sizeof(int), ValueSize = (uint)sizeof(BpfQuestion), MaxEntries = 1 };
        int fd = Interop.Bpf(Interop.BPF_MAP_CREATE, &attributes);
        if (fd < 0)
            return FinderRefusal.OfLastCall("bpf(BPF_MAP_CREATE)");
        var map = new SafeFileHandle(fd, ownsHandle: true);
        FinderRefusal? refusal = Load(map, out SafeFileHandle? link);
        if (refusal is null)
            (_map, _link) = (map, link);
        else
            map.Dispose();
        if (refusal?.Errno is not (Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM or Errno.EAGAIN))
            _refusal = refusal;
        return refusal;
    }

    private FinderRefusal? Load(SafeFileHandle map, out SafeFileHandle? link)
    {
        link = null;
        Errno errno = BtfFile.TryOpen(BtfPath, out BtfFile? file);
        if (errno != Errno.None)
            return new FinderRefusal(errno, $"open \"{BtfPath}\"", null);
        ulong[]? program;
        int iterator;
        string missing;
        using (file)
            program = _assemble(file!.Content, (int)Number(map), out iterator, out missing);
        return program is null ? new FinderRefusal(Errno.EINVAL, $"\"{BtfPath}\"", $"it lacks {missing}") : Load(program, iterator, out link);
    }

    private FinderRefusal? Load(ulong[] instructions, int iterator, out SafeFileHandle? link)
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
                ProgramName = _name, // NUL and more room follow
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
