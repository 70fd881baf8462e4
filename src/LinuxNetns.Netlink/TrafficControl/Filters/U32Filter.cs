using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Compares bytes of the packet (kind <c>u32</c>, man 8 tc-u32, struct tc_u32_sel). In a list there are also its hash tables, with a <see cref="Divisor"/> and no keys.</summary>
public sealed record U32Filter : TrafficFilter
{
    private const int TCA_U32_CLASSID = 1;
    private const int TCA_U32_HASH = 2;
    private const int TCA_U32_LINK = 3;
    private const int TCA_U32_DIVISOR = 4;
    private const int TCA_U32_SEL = 5;
    private const int TCA_U32_ACT = 7;
    private const int TCA_U32_FLAGS = 11;
    private const byte TC_U32_TERMINAL = 1;

    private static readonly EquatableList<U32Key> s_none = EquatableList<U32Key>.Of([])!;

    private readonly EquatableList<U32Key> _keys = s_none;
    private readonly Unseen<U32Selector?> _selector;

    /// <summary>Describes a filter.</summary>
    /// <param name="device">The device.</param>
    public U32Filter(LinkReference device) : base(device, "u32")
    {
    }

    internal U32Filter(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_U32_CLASSID:
                    ClassId = TrafficHandle.Reported(attribute.Read<uint>());
                    break;
                case TCA_U32_HASH:
                    HashTable = attribute.Read<uint>();
                    break;
                case TCA_U32_LINK:
                    Link = attribute.Read<uint>();
                    break;
                case TCA_U32_DIVISOR:
                    Divisor = attribute.Read<uint>();
                    break;
                case TCA_U32_SEL:
                    var selector = attribute.Read<U32Selector>();
                    _selector = new(selector);
                    Keys = ReadKeys(attribute.Value[Unsafe.SizeOf<U32Selector>()..], selector.KeyCount);
                    break;
                case TCA_U32_ACT:
                    Actions = TrafficAction.ReadAll(attribute.Nested);
                    break;
                case TCA_U32_FLAGS:
                    Flags = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>What must be in the packet: all of it. Empty: anything is found.</summary>
    public IReadOnlyList<U32Key> Keys
    {
        get => _keys;
        init => _keys = EquatableList<U32Key>.Of(value) ?? s_none;
    }

    /// <summary>The hash table that it is in (TCA_U32_HASH), for example 0x800000; null: the first.</summary>
    public uint? HashTable { get; init; }

    /// <summary>The hash table to look in next (TCA_U32_LINK).</summary>
    public uint? Link { get; init; }

    /// <summary>The buckets of a hash table to be made (TCA_U32_DIVISOR); its number is the handle.</summary>
    public uint? Divisor { get; init; }

    /// <summary>What it says beyond its keys, about hashing and offsets, as it was read.</summary>
    internal U32Selector? Selector => _selector.Value;

    private protected override void Check(Verb verb)
    {
        if (Keys.Count > 128)
        {
            throw Invalid.Property(nameof(Keys), "There are at most 128 keys.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_U32_CLASSID, ClassId?.Value, nameof(ClassId));
        request.Attribute(TCA_U32_LINK, Link);
        request.Attribute(TCA_U32_DIVISOR, Divisor);
        WriteFlags(ref request, TCA_U32_FLAGS);
        if (Divisor is null)
        {
            request.Attribute(TCA_U32_HASH, HashTable);
            WriteSelector(ref request);
        }

        TrafficAction.WriteAll(ref request, TCA_U32_ACT, Actions, links);
        request.EndNested(nest);
    }

    private void WriteSelector(ref NetlinkWriter request)
    {
        U32Selector selector = Selector ?? default;
        selector.KeyCount = (byte)Keys.Count;
        if (Selector is null && (ClassId is not null || Actions.Count > 0))
        {
            selector.Flags = TC_U32_TERMINAL;
        }

        int nest = request.BeginNested(TCA_U32_SEL, selector, nameof(Keys));
        foreach (U32Key key in Keys)
        {
            request.Raw(new U32KeyOptions
            {
                Mask = BinaryPrimitives.ReverseEndianness(key.Mask), Value = BinaryPrimitives.ReverseEndianness(key.Value), Offset = key.Offset, OffsetMask = key.OffsetMask,
            });
        }

        request.EndNested(nest);
    }

    private static U32Key[] ReadKeys(ReadOnlySpan<byte> bytes, int count)
    {
        var keys = new U32Key[Math.Min(count, bytes.Length / Unsafe.SizeOf<U32KeyOptions>())];
        for (int i = 0; i < keys.Length; i++)
        {
            U32KeyOptions key = MemoryMarshal.Read<U32KeyOptions>(bytes[(i * Unsafe.SizeOf<U32KeyOptions>())..]);
            keys[i] = new U32Key(key.Offset, BinaryPrimitives.ReverseEndianness(key.Mask), BinaryPrimitives.ReverseEndianness(key.Value), key.OffsetMask);
        }

        return keys;
    }
}
