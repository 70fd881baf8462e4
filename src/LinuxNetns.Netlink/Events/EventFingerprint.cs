using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>64 bits that stand for what an object is. Attributes in another order are the same object.</summary>
internal struct EventFingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    internal ulong Value { get; private set; }

    /// <summary>The fixed part of a message.</summary>
    internal void AddHeader<T>(in T header)
        where T : unmanaged
        => Add(-1, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in header)));

    internal void Add(int type, ReadOnlySpan<byte> value)
    {
        // FNV-1a; nobody gains by a collision, which costs a difference after a loss.
        ulong hash = (OffsetBasis ^ (uint)type) * Prime;
        foreach (byte b in value)
        {
            hash = (hash ^ b) * Prime;
        }

        Value += hash;
    }

    /// <summary>All attributes but some.</summary>
    internal void AddAll(AttributeReader attributes, scoped ReadOnlySpan<byte> except)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type > byte.MaxValue || !except.Contains((byte)attribute.Type))
            {
                Add(attribute.Type, attribute.Value);
            }
        }
    }
}
