using System.Runtime.InteropServices;

using static LinuxNetns.BpfRegister;

namespace LinuxNetns.Tests;

/// <summary>Encodings as Documentation/bpf/standardization/instruction-set.rst gives them: code, registers, offset, value.</summary>
public sealed class BpfAssemblerTests
{
    [Fact]
    public void Every_instruction_is_encoded_as_the_kernel_reads_it()
    {
        Assert.Equal((0xbf, 6, 1, 0, 0), Only(a => a.Move(R6, R1)));
        Assert.Equal((0xb7, 3, 0, 0, -12), Only(a => a.Move(R3, -12)));
        Assert.Equal((0x0f, 3, 8, 0, 0), Only(a => a.Add(R3, R8)));
        Assert.Equal((0x07, 1, 0, 0, -16), Only(a => a.Add(R1, -16)));
        Assert.Equal((0x27, 8, 0, 0, 16), Only(a => a.Multiply(R8, 16)));
        Assert.Equal((0x57, 8, 0, 0, 63), Only(a => a.And(R8, 63)));
        Assert.Equal((0x79, 7, 6, 8, 0), Only(a => a.Load(BpfSize.DoubleWord, R7, R6, 8)));
        Assert.Equal((0x61, 1, 7, 2464, 0), Only(a => a.Load(BpfSize.Word, R1, R7, 2464)));
        Assert.Equal((0x63, 10, 9, -8, 0), Only(a => a.Store(BpfSize.Word, R10, -8, R9)));
        Assert.Equal((0x7b, 10, 1, -16, 0), Only(a => a.Store(BpfSize.DoubleWord, R10, -16, R1)));
        Assert.Equal((0x85, 0, 0, 0, 127), Only(a => a.Call(127)));
        Assert.Equal((0x95, 0, 0, 0, 0), Only(a => a.Exit()));
    }

    [Fact]
    public void An_address_of_a_map_takes_two_instructions()
    {
        ulong[] program = new BpfAssembler().LoadMapValue(R8, 77).Build();

        Assert.Equal(2, program.Length);
        Assert.Equal((0x18, 8, 2, 0, 77), Decode(program[0]));
        Assert.Equal(0UL, program[1]);
    }

    [Fact]
    public void Jumps_count_from_the_instruction_behind_them()
    {
        ulong[] program = new BpfAssembler()
            .Label("start")
            .JumpIfZero(R7, "end")
            .LoadMapValue(R8, 1)
            .JumpIfNotEqual(R1, R9, "start")
            .JumpIfEqual(R1, R2, "end")
            .Label("end")
            .Exit()
            .Build();

        Assert.Equal((0x15, 7, 0, 4, 0), Decode(program[0]));
        Assert.Equal((0x5d, 1, 9, -4, 0), Decode(program[3]));
        Assert.Equal((0x1d, 1, 2, 0, 0), Decode(program[4]));
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new BpfAssembler().JumpIfZero(R1, "nowhere").Build());
        Assert.Throws<ArgumentException>(() => new BpfAssembler().Label("twice").Label("twice"));
        Assert.Throws<InvalidOperationException>(() => new BpfAssembler().Load(BpfSize.Word, R1, R2, 32768));
        var far = new BpfAssembler();
        far.JumpIfZero(R1, "end");
        for (int i = 0; i < 32768; i++)
            far.Exit();
        Assert.Throws<InvalidOperationException>(() => far.Label("end").Build());
    }

    [Fact]
    public void The_program_ends_with_a_result_and_jumps_nowhere_else()
    {
        ulong[] program = TaskProgram.Assemble(Layout, map: 5);

        Assert.Equal((0xb7, 0, 0, 0, 0), Decode(program[^2]));
        Assert.Equal((0x95, 0, 0, 0, 0), Decode(program[^1]));
        for (int i = 0; i < program.Length; i++)
        {
            (int code, _, _, int offset, _) = Decode(program[i]);
            if (code is 0x15 or 0x1d or 0x5d)
                Assert.InRange(i + 1 + offset, i + 1, program.Length - 2); // forwards only: the verifier needs no proof that it ends
        }
    }

    private static TaskLayout Layout => new()
    {
        Iterator = 1, Thread = 2464, Process = 2468, MainThread = 2480, Namespaces = 2800, Network = 40, Inode = 136, Numbers = 2500, Level = 4, FirstNumber = 96, NumberSize = 16,
    };

    private static (int Code, int To, int From, int Offset, int Value) Only(Func<BpfAssembler, BpfAssembler> write) => Decode(Assert.Single(write(new BpfAssembler()).Build()));

    private static (int Code, int To, int From, int Offset, int Value) Decode(ulong instruction)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref instruction));
        int low = bytes[1] & 15, high = bytes[1] >> 4;
        return (bytes[0], BitConverter.IsLittleEndian ? low : high, BitConverter.IsLittleEndian ? high : low, MemoryMarshal.Read<short>(bytes[2..]), MemoryMarshal.Read<int>(bytes[4..]));
    }
}
