using System.Runtime.CompilerServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// A multicast group entry as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given
/// to; <see cref="ToEntry"/> makes an object of it.
/// </summary>
public readonly ref struct MulticastGroupRow
{
    private readonly MulticastGroupMessage _message;
    private readonly ReadOnlySpan<byte> _bytes;

    internal MulticastGroupRow(int bridge, NetlinkAttribute info)
    {
        _message = info.Read<MulticastGroupMessage>();
        _bytes = info.Value;
        BridgeIndex = bridge;
        if (_message.VlanId > BridgeVlan.MaxId)
        {
            throw Malformed.Value(info.Type, info.Value.Length);
        }
    }

    /// <summary>Index of the bridge.</summary>
    public int BridgeIndex { get; }

    /// <summary>Index of the port; the bridge's own for the host.</summary>
    public int PortIndex => _message.Index;

    /// <summary>The group: an IPv4 or IPv6 address of 4 or 16 bytes, or a hardware address of 6.</summary>
    public ReadOnlySpan<byte> Group => _bytes.Slice(MulticastGroupMessage.AddressOffset, _message.AddressLength);

    /// <summary>It stays until it is deleted.</summary>
    public bool IsPermanent => _message.State == MulticastGroupEntry.MDB_PERMANENT;

    /// <summary>Flags.</summary>
    public MulticastGroupFlags Flags => _message.Flags;

    /// <summary>The VLAN; null: none.</summary>
    public ushort? VlanId => _message.VlanId == 0 ? null : _message.VlanId;

    internal MulticastGroupMessage Message => _message;

    internal AttributeReader Attributes => new(_bytes[Unsafe.SizeOf<MulticastGroupMessage>()..]);

    /// <summary>An object that holds all of it.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public MulticastGroupEntry ToEntry() => new(this);
}
