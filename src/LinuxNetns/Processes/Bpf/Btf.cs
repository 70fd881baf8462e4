using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>The kernel's own types, as it describes them in /sys/kernel/btf/vmlinux: Documentation/bpf/btf.rst, linux/btf.h.</summary>
/// <remarks>Whatever the bytes are, nothing is read outside of them: what makes no sense is not found. Types stand one behind the other without an index; how far it was read is noted
/// every some types.</remarks>
internal ref struct Btf
{
    private const ushort Magic = 0xeb9f;
    private const int HeaderSize = 24;
    private const int TypeSize = 12;
    private const int MemberSize = 12;
    private const int Stride = 64;

    // Deeper than any that a compiler writes; a loop ends here.
    private const int MaxChain = 32;
    private const int MaxNesting = 8;
    private const int MaxMembers = 1_000_000;

    private readonly ReadOnlySpan<byte> _types;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly int[] _marks;
    private int _marked;
    private int _looked;

    private Btf(ReadOnlySpan<byte> types, ReadOnlySpan<byte> strings)
    {
        _types = types;
        _strings = strings;
        _marks = new int[(types.Length / TypeSize / Stride) + 1];
    }

    internal static bool TryOpen(ReadOnlySpan<byte> content, out Btf btf)
    {
        btf = default;
        if (content.Length < HeaderSize || MemoryMarshal.Read<ushort>(content) != Magic || content[2] != 1)
            return false;
        uint header = Read(content, 4);
        if (!TrySlice(content, header, Read(content, 8), Read(content, 12), out ReadOnlySpan<byte> types)
            || !TrySlice(content, header, Read(content, 16), Read(content, 20), out ReadOnlySpan<byte> strings))
            return false;
        btf = new Btf(types, strings);
        return true;
    }

    /// <summary>The first structure and the first function of a name, in one pass; 0 for one that is not there.</summary>
    internal void Find(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> function, out int structureId, out int functionId)
    {
        structureId = functionId = 0;
        int position = 0;
        for (int id = 1; structureId == 0 || functionId == 0; id++)
        {
            Mark(id, position);
            if (!TryGetSize(position, out int size))
                return;
            BtfKind kind = Kind(position);
            if (kind == BtfKind.Struct && structureId == 0 && HasName(position, structure))
                structureId = id;
            else if (kind == BtfKind.Function && functionId == 0 && HasName(position, function))
                functionId = id;
            position += size;
        }
    }

    /// <summary>A member by name, also one of an unnamed structure or union inside. Bit fields are none.</summary>
    internal bool TryFindMember(int structure, ReadOnlySpan<byte> name, out BtfMember member) => TryFindMember(structure, name, 0, MaxNesting, out member);

    /// <summary>A member that is an integer of a size in bytes.</summary>
    internal bool TryFindNumber(int structure, ReadOnlySpan<byte> name, int size, out int offset)
    {
        bool found = TryFindMember(structure, name, out BtfMember member) && TryGetBytes(member.Type, BtfKind.Integer, out int bytes) && bytes == size;
        offset = member.Offset;
        return found;
    }

    /// <summary>A member that is a pointer, and what it points at.</summary>
    internal bool TryFindPointer(int structure, ReadOnlySpan<byte> name, out int offset, out int target)
    {
        target = 0;
        bool found = TryFindMember(structure, name, out BtfMember member) && TryFollow(member.Type, out target);
        offset = member.Offset;
        return found;
    }

    /// <summary>What a pointer points at.</summary>
    internal bool TryFollow(int pointer, out int target)
    {
        target = 0;
        return TryResolve(pointer, out int position) && Kind(position) == BtfKind.Pointer && TryResolve((int)Word(position + 8), out _, out target);
    }

    /// <summary>What the elements of an array are.</summary>
    internal bool TryGetElement(int array, out int element)
    {
        element = 0;
        return TryResolve(array, out int position) && Kind(position) == BtfKind.Array && TryResolve((int)Word(position + TypeSize), out _, out element);
    }

    /// <summary>The size in bytes of an integer, structure or union.</summary>
    internal bool TryGetBytes(int type, BtfKind kind, out int bytes)
    {
        bytes = 0;
        if (!TryResolve(type, out int position) || Kind(position) != kind || kind is not (BtfKind.Integer or BtfKind.Struct or BtfKind.Union))
            return false;
        bytes = (int)Word(position + 8);
        return bytes >= 0;
    }

    private bool TryFindMember(int structure, scoped ReadOnlySpan<byte> name, int offset, int nesting, out BtfMember member)
    {
        member = default;
        if (nesting == 0 || !TryResolve(structure, out int position) || Kind(position) is not (BtfKind.Struct or BtfKind.Union))
            return false;
        uint info = Word(position + 4);
        bool hasBitFields = info >> 31 != 0;
        for (int i = 0, at = position + TypeSize; i < (int)(info & 0xffff) && _looked < MaxMembers; i++, _looked++, at += MemberSize)
        {
            uint place = Word(at + 8);
            uint bits = hasBitFields ? place & 0xffffff : place;
            if (bits % 8 != 0 || (hasBitFields && place >> 24 != 0))
                continue;
            int start = offset + (int)(bits / 8);
            int type = (int)Word(at + 4);
            if (Word(at) == 0 ? TryFindMember(type, name, start, nesting - 1, out member) : HasName(at, name))
            {
                if (Word(at) != 0)
                    member = new BtfMember(start, type);
                return true;
            }
        }

        return false;
    }

    private bool TryResolve(int id, out int position) => TryResolve(id, out position, out _);

    /// <summary>The type behind typedefs and qualifiers.</summary>
    private bool TryResolve(int id, out int position, out int resolved)
    {
        resolved = id;
        position = 0;
        for (int i = 0; i < MaxChain && TryLocate(resolved, out position); i++)
        {
            if (Kind(position) is not (BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag))
                return true;
            resolved = (int)Word(position + 8);
        }

        return false;
    }

    private bool TryLocate(int id, out int position)
    {
        position = 0;
        if (id <= 0 || _marked == 0)
            return false;
        int mark = Math.Min((id - 1) / Stride, _marked - 1);
        position = _marks[mark];
        for (int at = (mark * Stride) + 1; ; at++)
        {
            Mark(at, position);
            if (!TryGetSize(position, out int size))
                return false;
            if (at == id)
                return true;
            position += size;
        }
    }

    private void Mark(int id, int position)
    {
        if ((id - 1) % Stride == 0 && (id - 1) / Stride == _marked && _marked < _marks.Length)
            _marks[_marked++] = position;
    }

    /// <summary>How long the whole description is; false at the end, and where it is not understood.</summary>
    private readonly bool TryGetSize(int position, out int size)
    {
        size = 0;
        if (_types.Length - position < TypeSize)
            return false;
        int count = (int)(Word(position + 4) & 0xffff);
        int more = Kind(position) switch
        {
            BtfKind.Pointer or BtfKind.Forward or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict
                or BtfKind.Function or BtfKind.Float or BtfKind.TypeTag => 0,
            BtfKind.Integer or BtfKind.Variable or BtfKind.DeclarationTag => 4,
            BtfKind.Array => 12,
            BtfKind.Struct or BtfKind.Union => count * MemberSize,
            BtfKind.Enum or BtfKind.FunctionPrototype => count * 8,
            BtfKind.DataSection or BtfKind.Enum64 => count * 12,
            _ => -1, // of a later kernel: how long it is nobody knows
        };
        size = TypeSize + more;
        return more >= 0 && _types.Length - position >= size;
    }

    private readonly BtfKind Kind(int position) => (BtfKind)((Word(position + 4) >> 24) & 0x1f);

    private readonly bool HasName(int position, scoped ReadOnlySpan<byte> name)
    {
        uint at = Word(position);
        return at < (uint)_strings.Length && _strings.Length - (int)at > name.Length && _strings[(int)at + name.Length] == 0
            && _strings.Slice((int)at, name.Length).SequenceEqual(name);
    }

    private readonly uint Word(int position) => Read(_types, position);

    /// <summary>In the byte order of this machine, which wrote it.</summary>
    private static uint Read(ReadOnlySpan<byte> bytes, int position) => MemoryMarshal.Read<uint>(bytes[position..]);

    private static bool TrySlice(ReadOnlySpan<byte> content, uint header, uint offset, uint length, out ReadOnlySpan<byte> slice)
    {
        slice = default;
        ulong start = (ulong)header + offset;
        if (header < HeaderSize || start + length > (ulong)content.Length)
            return false;
        slice = content.Slice((int)start, (int)length);
        return true;
    }
}
