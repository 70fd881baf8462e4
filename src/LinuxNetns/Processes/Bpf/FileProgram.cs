using static LinuxNetns.BpfRegister;
using static LinuxNetns.TaskProgram;

namespace LinuxNetns;

/// <summary>The program that the kernel runs for every descriptor of every table in the reader's PID namespace: it leaves out what keeps no network namespace, or only the one that its
/// process is in, and writes a <see cref="FileRecord"/> for the rest.</summary>
/// <remarks>Pointers without a type (<c>void *</c>) are followed with bpf_probe_read_kernel, which reads 0 where there is nothing.</remarks>
internal static class FileProgram
{
    // linux/magic.h
    private const int SockfsMagic = 0x534f434b;

    // /dev/net/tun (linux/miscdevice.h, TUN_MINOR), as the kernel keeps it: the minor number in 20 bits
    private const int TunDevice = (10 << 20) | 200;

    // struct bpf_iter__task_file { meta; task; u32 fd; struct file *file; }, each on 8 bytes
    private const int ContextDescriptor = 16;
    private const int ContextFile = 24;

    // What is read on the way, and the record behind it, on the stack.
    private const int Found = -72;
    private const int Wanted = -64;
    private const int Record = -56;
    private const int RecordProcess = Record;
    private const int RecordThread = Record + 4;
    private const int RecordDescriptor = Record + 8;
    private const int RecordKind = Record + 12;
    private const int RecordInode = Record + 16;
    private const int RecordOwner = Record + 20;
    private const int RecordKernelId = Record + 24;
    private const int RecordUser = Record + 32;
    private const int RecordTable = Record + 36;
    private const int RecordCommand = Record + 40;
    private const int RecordSize = 56;

    private static int LowerHalf => BitConverter.IsLittleEndian ? 0 : sizeof(uint);

    internal static ulong[]? Assemble(ReadOnlySpan<byte> types, int map, out int iterator, out string missing)
    {
        FileLayout? layout = FileLayout.Read(types, out missing);
        iterator = layout?.Iterator ?? 0;
        return layout is null ? null : Assemble(layout, map);
    }

    /// <param name="layout">Where things are.</param>
    /// <param name="map">The descriptor of the map with the <see cref="BpfQuestion"/>.</param>
    internal static ulong[] Assemble(FileLayout layout, int map)
    {
        var program = new BpfAssembler();
        Choose(program, layout);
        TakeNamespace(program, layout);
        TakeSocket(program, layout);
        program.Label("known");
        LeaveOut(program, layout.Task, map);
        Describe(program, layout.Task.Facts);
        program.Label("tell");
        Read(program.Move(R9, R7), RecordTable, sizeof(uint), layout.Table + LowerHalf);
        Read(program.Load(BpfSize.DoubleWord, R9, R7, layout.Task.MainThread), RecordCommand, CommandName.Size, layout.Command);
        Number(program.Load(BpfSize.Word, R1, R6, ContextDescriptor).Store(BpfSize.Word, R10, RecordDescriptor, R1), layout.Task, RecordThread, RecordProcess);
        return Write(program, Record, RecordSize);
    }

    /// <summary>R6 the context, R7 the thread, R8 the file, R1 its inode. Of a tun device no more is told than that it is one.</summary>
    private static void Choose(BpfAssembler program, FileLayout layout) => program
        .Move(R6, R1)
        .Load(BpfSize.DoubleWord, R7, R6, ContextTask)
        .JumpIfZero(R7, "end") // once more at the very end
        .Load(BpfSize.DoubleWord, R8, R6, ContextFile)
        .JumpIfZero(R8, "end")
        .Load(BpfSize.DoubleWord, R1, R8, layout.Node)
        .Load(BpfSize.DoubleWord, R2, R1, layout.FileSystem)
        .Load(BpfSize.DoubleWord, R2, R2, layout.Magic)
        .JumpIfEqual(R2, SockfsMagic, "socket")
        .JumpIfEqual(R2, (int)Interop.NSFS_MAGIC, "namespace")
        .Load(BpfSize.Word, R2, R1, layout.Device)
        .JumpIfNotEqual(R2, TunDevice, "end")
        .Move(R1, 0)
        .Store(BpfSize.Word, R10, RecordInode, R1)
        .Store(BpfSize.Word, R10, RecordOwner, R1)
        .Store(BpfSize.DoubleWord, R10, RecordKernelId, R1)
        .Store(BpfSize.Word, R10, RecordUser, R1)
        .Move(R1, (int)FileKind.Tun)
        .Store(BpfSize.Word, R10, RecordKind, R1)
        .Jump("tell");

    /// <summary>R9 the namespace. It is a network namespace if it has the operations of the one that the thread is in.</summary>
    private static void TakeNamespace(BpfAssembler program, FileLayout layout)
    {
        program
            .Label("namespace")
            .Load(BpfSize.DoubleWord, R9, R1, layout.Common)
            .JumpIfZero(R9, "end");
        Read(program, Found, sizeof(ulong), layout.Operations);
        program
            .Load(BpfSize.DoubleWord, R1, R7, layout.Task.Namespaces)
            .JumpIfZero(R1, "end")
            .Load(BpfSize.DoubleWord, R3, R1, layout.Task.Network)
            .Add(R3, layout.CommonOfNetwork + layout.Operations)
            .Move(R1, R10)
            .Add(R1, Wanted)
            .Move(R2, sizeof(ulong))
            .Call(ProbeReadKernel)
            .Load(BpfSize.DoubleWord, R1, R10, Found)
            .Load(BpfSize.DoubleWord, R2, R10, Wanted)
            .JumpIfNotEqual(R1, R2, "end")
            .Add(R9, -layout.CommonOfNetwork)
            .Move(R1, (int)FileKind.Namespace)
            .Store(BpfSize.Word, R10, RecordKind, R1)
            .Jump("known");
    }

    /// <summary>R9 the namespace. One that is opened with O_PATH only has no data, and keeps nothing.</summary>
    private static void TakeSocket(BpfAssembler program, FileLayout layout)
    {
        program
            .Label("socket")
            .Load(BpfSize.DoubleWord, R9, R8, layout.Data)
            .JumpIfZero(R9, "end");
        Follow(program, layout.Sock);
        Follow(program, layout.NetworkOfSock);
        program
            .Move(R1, (int)FileKind.Socket)
            .Store(BpfSize.Word, R10, RecordKind, R1);
    }

    /// <summary>Goes on only with the namespace that was asked for, and not with that of the process itself.</summary>
    private static void LeaveOut(BpfAssembler program, TaskLayout layout, int map)
    {
        Read(program, RecordInode, sizeof(uint), layout.Inode);
        program
            .Load(BpfSize.Word, R2, R10, RecordInode)
            .LoadMapValue(R1, map)
            .Load(BpfSize.Word, R1, R1, 0)
            .JumpIfZero(R1, "every")
            .JumpIfNotEqual(R1, R2, "end")
            .Label("every")
            .Load(BpfSize.DoubleWord, R1, R7, layout.MainThread)
            .Load(BpfSize.DoubleWord, R1, R1, layout.Namespaces)
            .JumpIfZero(R1, "elsewhere") // its main thread has ended
            .Load(BpfSize.DoubleWord, R1, R1, layout.Network)
            .Load(BpfSize.Word, R1, R1, layout.Inode)
            .JumpIfEqual(R1, R2, "end")
            .Label("elsewhere");
    }

    private static void Describe(BpfAssembler program, NetworkLayout? layout)
    {
        program
            .Move(R1, 0)
            .Store(BpfSize.DoubleWord, R10, RecordKernelId, R1)
            .Store(BpfSize.Word, R10, RecordOwner, R1)
            .Store(BpfSize.Word, R10, RecordUser, R1);
        if (layout is null)
            return;
        Read(program, RecordKernelId, sizeof(ulong), layout.KernelId);
        Follow(program, layout.Owner);
        Read(program, RecordOwner, sizeof(uint), layout.OwnerInode);
        Read(program, RecordUser, sizeof(uint), layout.OwnerUser);
    }

    /// <summary>R9 what the pointer at an offset behind R9 points at.</summary>
    private static void Follow(BpfAssembler program, int offset)
    {
        Read(program, Found, sizeof(ulong), offset);
        program.Load(BpfSize.DoubleWord, R9, R10, Found).JumpIfZero(R9, "end");
    }

    /// <summary>Copies from an offset behind R9 to a place on the stack.</summary>
    private static void Read(BpfAssembler program, int to, int size, int offset) => program
        .Move(R1, R10)
        .Add(R1, to)
        .Move(R2, size)
        .Move(R3, R9)
        .Add(R3, offset)
        .Call(ProbeReadKernel);
}
