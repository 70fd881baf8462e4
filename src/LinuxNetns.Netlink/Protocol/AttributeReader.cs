using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Walks attributes (struct nlattr). Allocates nothing; throws <see cref="Errno.EBADMSG"/> on lengths that do not add up.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private const int HeaderSize = 4;

    // NLA_F_NESTED and NLA_F_NET_BYTEORDER share the field with the type.
    private const int TypeMask = 0x3fff;

    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>What has not been read yet.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRead(out NetlinkAttribute attribute)
    {
        // Fewer bytes than a header are padding, as in the kernel's own nla_ok().
        if (_rest.Length < HeaderSize)
        {
            attribute = default;
            return false;
        }

        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < HeaderSize || length > _rest.Length)
        {
            throw Malformed.Attribute(length, _rest.Length);
        }

        attribute = new NetlinkAttribute(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask, _rest[HeaderSize..length]);
        _rest = _rest[Math.Min(Alignment.Up(length), _rest.Length)..];
        return true;
    }

    /// <summary>The first attribute of a type among those not read yet; an empty one where there is none.</summary>
    internal readonly NetlinkAttribute Find(int type)
    {
        AttributeReader reader = this;
        while (reader.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == type)
            {
                return attribute;
            }
        }

        return default;
    }
}
