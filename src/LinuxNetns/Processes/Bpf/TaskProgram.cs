using static LinuxNetns.BpfRegister;

namespace LinuxNetns;

/// <summary>The program that the kernel runs for every thread of the reader's PID namespace: it leaves out what was not asked for, and writes a <see cref="TaskRecord"/> for the rest.</summary>
/// <remarks>A pointer of the kernel's that is stale reads as 0 here (the load is guarded), never as a fault.</remarks>
internal static class TaskProgram
{
    // linux/bpf.h, ___BPF_FUNC_MAPPER
    internal const int ProbeReadKernel = 113; // bpf_probe_read_kernel(to, size, address)
    private const int SequenceWrite = 127; // bpf_seq_write(file, from, size)
    private const int CurrentTask = 158; // bpf_get_current_task_btf(), Linux 5.11

    // struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; } and bpf_iter_meta { struct seq_file *seq; … }, each pointer on 8 bytes
    private const int ContextMeta = 0;
    internal const int ContextTask = 8;
    private const int MetaFile = 0;

    // A PID namespace is 32 levels deep at most (MAX_PID_NS_LEVEL); the mask shows the verifier a bound.
    private const int LevelMask = 63;

    // The record, on the stack.
    private const int Record = -32;
    private const int RecordProcess = Record;
    private const int RecordThread = Record + 4;
    private const int RecordInode = Record + 8;
    private const int RecordMount = Record + 12;
    private const int RecordKernelId = Record + 16;
    private const int RecordOwner = Record + 24;
    private const int RecordUser = Record + 28;
    private const int RecordSize = 32;

    internal static ulong[]? Assemble(ReadOnlySpan<byte> types, int map, out int iterator, out string missing)
    {
        TaskLayout? layout = TaskLayout.Read(types, out missing);
        iterator = layout?.Iterator ?? 0;
        return layout is null ? null : Assemble(layout, map);
    }

    /// <param name="layout">Where things are.</param>
    /// <param name="map">The descriptor of the map with the <see cref="BpfQuestion"/>.</param>
    internal static ulong[] Assemble(TaskLayout layout, int map)
    {
        var program = new BpfAssembler();
        Choose(program, layout, map);
        Describe(program, layout.Facts);
        NoteMounts(program, layout);
        Number(program, layout, RecordThread, RecordProcess);
        return Write(program, Record, RecordSize);
    }

    /// <summary>R6 the context, R7 the thread, R8 the question, R9 its namespace, whose inode goes into the record.</summary>
    private static void Choose(BpfAssembler program, TaskLayout layout, int map) => program
        .Move(R6, R1)
        .Load(BpfSize.DoubleWord, R7, R6, ContextTask)
        .JumpIfZero(R7, "end") // once more at the very end
        .LoadMapValue(R8, map)
        .Load(BpfSize.Word, R1, R7, layout.Thread)
        .Load(BpfSize.Word, R2, R7, layout.Process)
        .JumpIfEqual(R1, R2, "chosen")
        .Load(BpfSize.Word, R3, R8, 4)
        .JumpIfZero(R3, "end")
        .Label("chosen")
        .Load(BpfSize.DoubleWord, R9, R7, layout.Namespaces)
        .JumpIfZero(R9, "end")
        .Load(BpfSize.DoubleWord, R9, R9, layout.Network)
        .Load(BpfSize.Word, R2, R9, layout.Inode)
        .Load(BpfSize.Word, R1, R8, 0)
        .JumpIfZero(R1, "every")
        .JumpIfNotEqual(R1, R2, "end")
        .Label("every")
        .Store(BpfSize.Word, R10, RecordInode, R2);

    /// <summary>What the namespace in R9 tells of itself.</summary>
    private static void Describe(BpfAssembler program, NetworkLayout? layout)
    {
        if (layout is null)
        {
            program.Move(R1, 0).Store(BpfSize.DoubleWord, R10, RecordKernelId, R1).Store(BpfSize.DoubleWord, R10, RecordOwner, R1);
            return;
        }

        program
            .Load(BpfSize.DoubleWord, R1, R9, layout.KernelId)
            .Store(BpfSize.DoubleWord, R10, RecordKernelId, R1)
            .Load(BpfSize.DoubleWord, R9, R9, layout.Owner)
            .Load(BpfSize.Word, R1, R9, layout.OwnerInode)
            .Store(BpfSize.Word, R10, RecordOwner, R1)
            .Load(BpfSize.Word, R1, R9, layout.OwnerUser)
            .Store(BpfSize.Word, R10, RecordUser, R1);
    }

    private static void NoteMounts(BpfAssembler program, TaskLayout layout)
    {
        if (layout.Mounts is { } mounts)
            program.Load(BpfSize.DoubleWord, R1, R7, layout.Namespaces).Load(BpfSize.DoubleWord, R1, R1, mounts).Load(BpfSize.Word, R1, R1, layout.MountInode);
        else
            program.Move(R1, 0);
        program.Store(BpfSize.Word, R10, RecordMount, R1);
    }

    /// <summary>The end of a program with the context in R6: it writes what is on the stack.</summary>
    internal static ulong[] Write(BpfAssembler program, int record, int size) => program
        .Load(BpfSize.DoubleWord, R1, R6, ContextMeta)
        .Load(BpfSize.DoubleWord, R1, R1, MetaFile)
        .Move(R2, R10)
        .Add(R2, record)
        .Move(R3, size)
        .Call(SequenceWrite)
        .Label("end")
        .Move(R0, 0)
        .Exit()
        .Build();

    /// <summary>The numbers of the thread in R7 and of its process at the reader's level, onto the stack. R8 is lost.</summary>
    internal static void Number(BpfAssembler program, TaskLayout layout, int thread, int process)
    {
        program
            .Call(CurrentTask)
            .Load(BpfSize.DoubleWord, R1, R0, layout.Numbers)
            .Load(BpfSize.Word, R8, R1, layout.Level)
            .And(R8, LevelMask)
            .Multiply(R8, layout.NumberSize)
            .Add(R8, layout.FirstNumber);
        ReadNumber(program.Load(BpfSize.DoubleWord, R3, R7, layout.Numbers), thread);
        program.Load(BpfSize.DoubleWord, R3, R7, layout.MainThread);
        ReadNumber(program.Load(BpfSize.DoubleWord, R3, R3, layout.Numbers), process);
    }

    private static void ReadNumber(BpfAssembler program, int to) => program
        .Add(R3, R8)
        .Move(R1, R10)
        .Add(R1, to)
        .Move(R2, sizeof(int))
        .Call(ProbeReadKernel);
}
