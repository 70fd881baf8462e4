using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Netlink;

/// <content>An attribute of each kind of value.</content>
internal ref partial struct NetlinkWriter
{
    internal void Attribute<T>(int type, T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : unmanaged
        => MemoryMarshal.Write(AttributeSpace(type, Unsafe.SizeOf<T>(), name), in value);

    internal void Attribute<T>(int type, T? value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : unmanaged
    {
        if (value is T there)
        {
            Attribute(type, there, name);
        }
    }

    /// <summary>One byte, as the kernel has most of its switches.</summary>
    internal void Attribute(int type, bool? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is bool there)
        {
            Attribute(type, there ? (byte)1 : (byte)0, name);
        }
    }

    /// <summary>A NUL-terminated string.</summary>
    internal void Attribute(int type, string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is not null)
        {
            Span<byte> space = AttributeSpace(type, Encoding.UTF8.GetByteCount(value) + 1, name);
            Encoding.UTF8.GetBytes(value, space);
        }
    }

    /// <summary>Four or sixteen bytes, in network byte order.</summary>
    internal void Attribute(int type, IPAddress? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is not null)
        {
            value.TryWriteBytes(AttributeSpace(type, value.AddressFamily.AddressLength(), name), out _);
        }
    }

    internal void Attribute(int type, PhysicalAddress? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is not null)
        {
            Bytes(type, value.GetAddressBytes(), name);
        }
    }

    internal void Bytes(int type, scoped ReadOnlySpan<byte> value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value.CopyTo(AttributeSpace(type, value.Length, name));

    /// <summary>NLA_FLAG: it is there, or it is not.</summary>
    internal void Flag(int type, bool value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value)
        {
            AttributeSpace(type, 0, name);
        }
    }

    /// <summary>__be16: ports and Ethernet protocols.</summary>
    internal void BigEndian(int type, ushort? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is ushort there)
        {
            BinaryPrimitives.WriteUInt16BigEndian(AttributeSpace(type, sizeof(ushort), name), there);
        }
    }

    /// <summary>__be32.</summary>
    internal void BigEndian(int type, uint? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is uint there)
        {
            BinaryPrimitives.WriteUInt32BigEndian(AttributeSpace(type, sizeof(uint), name), there);
        }
    }

    /// <summary>A descriptor's number. The handle stays open as long as the writer is not disposed of.</summary>
    internal void Descriptor(int type, SafeHandle handle, [CallerArgumentExpression(nameof(handle))] string? name = null)
    {
        bool held = false;
        handle.DangerousAddRef(ref held);
        (_held ??= []).Add(handle);
        Attribute(type, (int)handle.DangerousGetHandle(), name);
    }
}
