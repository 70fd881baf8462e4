namespace LinuxNetns.Netlink;

/// <summary>
/// A forwarding entry as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToEntry"/> makes an object of it.
/// </summary>
public readonly ref struct ForwardingRow
{
    private readonly ForwardingMessage _message;

    internal ForwardingRow(NetlinkMessage message)
    {
        _message = message.Read<ForwardingMessage>(out AttributeReader attributes);
        Attributes = attributes.Rest;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case ForwardingAttribute.NDA_LLADDR:
                    Address = attribute.Value;
                    break;
                case ForwardingAttribute.NDA_DST:
                    Destination = attribute.Value.Length is 4 or 16 ? attribute.Value : throw Malformed.Value(attribute.Type, attribute.Value.Length);
                    break;
                case ForwardingAttribute.NDA_VLAN:
                    VlanId = attribute.ReadAtMost(BridgeVlan.MaxId);
                    break;
                case ForwardingAttribute.NDA_MASTER:
                    BridgeIndex = attribute.Read<int>();
                    break;
                case ForwardingAttribute.NDA_VNI:
                    Vni = attribute.ReadAtMost(VxlanLink.MaxVni);
                    break;
            }
        }
    }

    /// <summary>The hardware address.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>Index of the device: a port, a VXLAN, a bridge.</summary>
    public int DeviceIndex => _message.Index;

    /// <summary>Index of the bridge whose database it is in; 0 where the kernel names none.</summary>
    public int BridgeIndex { get; }

    /// <summary>Whose database it is in, and more.</summary>
    public ForwardingFlags Flags =>
        BridgeIndex <= 0 ? _message.Flags : _message.Flags | (BridgeIndex == DeviceIndex ? ForwardingFlags.Self : ForwardingFlags.Master);

    /// <summary>How long it lives.</summary>
    public ForwardingState State => (_message.State & ForwardingAttribute.NUD_PERMANENT) != 0 ? ForwardingState.Permanent
        : (_message.State & ForwardingAttribute.NUD_NOARP) != 0 ? ForwardingState.Static
        : (_message.State & ForwardingAttribute.NUD_STALE) != 0 ? ForwardingState.Stale
        : ForwardingState.Dynamic;

    /// <summary>The VLAN; null: none.</summary>
    public ushort? VlanId { get; }

    /// <summary>VXLAN: the other end, 4 or 16 bytes; else empty.</summary>
    public ReadOnlySpan<byte> Destination { get; }

    /// <summary>VXLAN: the network identifier to send with; null: the device's.</summary>
    public uint? Vni { get; }

    internal ReadOnlySpan<byte> Attributes { get; }

    /// <summary>An object that holds all of it.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public ForwardingEntry ToEntry() => new(this);
}
