namespace LinuxNetns;

/// <summary>Writes a BPF program, an instruction of 8 bytes at a time: code, two registers, a 16-bit offset, a 32-bit value (linux/bpf.h, struct bpf_insn).</summary>
internal sealed class BpfAssembler
{
    private const byte LoadImmediate64 = 0x18;
    private const byte LoadRegister = 0x61;
    private const byte StoreRegister = 0x63;
    private const byte AddImmediate = 0x07, AddRegister = 0x0f;
    private const byte MultiplyImmediate = 0x27;
    private const byte AndImmediate = 0x57;
    private const byte MoveImmediate = 0xb7, MoveRegister = 0xbf;
    private const byte JumpAlways = 0x05;
    private const byte JumpEqualImmediate = 0x15, JumpEqualRegister = 0x1d, JumpNotEqualImmediate = 0x55, JumpNotEqualRegister = 0x5d;
    private const byte CallHelper = 0x85;
    private const byte ExitProgram = 0x95;

    // BPF_PSEUDO_MAP_VALUE: the value is a map's descriptor, and what is loaded the address of its first element.
    private const int MapValue = 2;

    private readonly List<ulong> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int At, string Label)> _jumps = [];

    internal BpfAssembler Label(string name)
    {
        _labels.Add(name, _instructions.Count);
        return this;
    }

    internal BpfAssembler Move(BpfRegister to, BpfRegister from) => Emit(MoveRegister, to, from);

    internal BpfAssembler Move(BpfRegister to, int value) => Emit(MoveImmediate, to, value: value);

    internal BpfAssembler Add(BpfRegister to, BpfRegister summand) => Emit(AddRegister, to, summand);

    internal BpfAssembler Add(BpfRegister to, int summand) => Emit(AddImmediate, to, value: summand);

    internal BpfAssembler Multiply(BpfRegister to, int factor) => Emit(MultiplyImmediate, to, value: factor);

    internal BpfAssembler And(BpfRegister to, int mask) => Emit(AndImmediate, to, value: mask);

    /// <summary><c>to = *(address + offset)</c></summary>
    internal BpfAssembler Load(BpfSize size, BpfRegister to, BpfRegister address, int offset) => Emit((byte)(LoadRegister | (byte)size), to, address, offset);

    /// <summary><c>*(address + offset) = from</c></summary>
    internal BpfAssembler Store(BpfSize size, BpfRegister address, int offset, BpfRegister from) => Emit((byte)(StoreRegister | (byte)size), address, from, offset);

    /// <summary>The address of the only element of an array map.</summary>
    internal BpfAssembler LoadMapValue(BpfRegister to, int map)
    {
        Emit(LoadImmediate64, to, (BpfRegister)MapValue, value: map);
        _instructions.Add(0); // the upper half: an offset into the value
        return this;
    }

    internal BpfAssembler Jump(string label) => Jump(JumpAlways, default, default, label);

    internal BpfAssembler JumpIfZero(BpfRegister register, string label) => JumpIfEqual(register, 0, label);

    internal BpfAssembler JumpIfEqual(BpfRegister left, BpfRegister right, string label) => Jump(JumpEqualRegister, left, right, label);

    internal BpfAssembler JumpIfEqual(BpfRegister register, int value, string label) => Jump(JumpEqualImmediate, register, default, label, value);

    internal BpfAssembler JumpIfNotEqual(BpfRegister register, int value, string label) => Jump(JumpNotEqualImmediate, register, default, label, value);

    internal BpfAssembler JumpIfNotEqual(BpfRegister left, BpfRegister right, string label) => Jump(JumpNotEqualRegister, left, right, label);

    /// <summary>Calls a function of the kernel by its number (linux/bpf.h, ___BPF_FUNC_MAPPER).</summary>
    internal BpfAssembler Call(int helper) => Emit(CallHelper, default, value: helper);

    internal BpfAssembler Exit() => Emit(ExitProgram, default);

    /// <summary>The program, with its jumps: they count from the instruction behind them.</summary>
    /// <exception cref="InvalidOperationException">A label is nowhere, or too far away.</exception>
    internal ulong[] Build()
    {
        ulong[] program = [.. _instructions];
        foreach ((int at, string label) in _jumps)
        {
            int distance = _labels.TryGetValue(label, out int target) ? target - at - 1 : throw new InvalidOperationException($"There is no label \"{label}\".");
            if (distance is < short.MinValue or > short.MaxValue)
                throw new InvalidOperationException($"The label \"{label}\" is too far away.");
            program[at] |= Place((ushort)(short)distance, 2, 2);
        }

        return program;
    }

    private BpfAssembler Jump(byte code, BpfRegister left, BpfRegister right, string label, int value = 0)
    {
        _jumps.Add((_instructions.Count, label));
        return Emit(code, left, right, value: value);
    }

    private BpfAssembler Emit(byte code, BpfRegister to, BpfRegister from = default, int offset = 0, int value = 0)
    {
        if (offset is < short.MinValue or > short.MaxValue)
            throw new InvalidOperationException($"{offset} is no offset of an instruction.");
        // Two halves of a byte: which is the lower one is a matter of the byte order too (bpf_insn's bit fields).
        int registers = BitConverter.IsLittleEndian ? (int)to | ((int)from << 4) : ((int)to << 4) | (int)from;
        _instructions.Add(Place(code, 0, 1) | Place((byte)registers, 1, 1) | Place((ushort)(short)offset, 2, 2) | Place((uint)value, 4, 4));
        return this;
    }

    /// <summary>A field at a byte of the instruction, in this machine's byte order.</summary>
    private static ulong Place(ulong field, int at, int size) => field << (8 * (BitConverter.IsLittleEndian ? at : 8 - at - size));
}
