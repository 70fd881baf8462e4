using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// An address as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToAddress"/> makes an object of it.
/// </summary>
public readonly ref struct AddressRow
{
    internal readonly ReadOnlySpan<byte> Payload;
    private readonly InterfaceAddressMessage _message;

    internal AddressRow(NetlinkMessage message)
    {
        Payload = message.Payload;
        _message = message.Read<InterfaceAddressMessage>(out AttributeReader attributes);
        Flags = (InterfaceAddressFlags)_message.Flags;
        ReadOnlySpan<byte> address = default;
        ReadOnlySpan<byte> local = default;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case AddressAttribute.IFA_ADDRESS:
                    address = attribute.ReadAddressBytes(Family);
                    break;
                case AddressAttribute.IFA_LOCAL:
                    local = attribute.ReadAddressBytes(Family);
                    break;
                case AddressAttribute.IFA_BROADCAST:
                    Broadcast = attribute.ReadAddressBytes(Family);
                    break;
                case AddressAttribute.IFA_LABEL:
                    Label = attribute.ReadStringBytes();
                    break;
                case AddressAttribute.IFA_FLAGS:
                    Flags = (InterfaceAddressFlags)attribute.Read<uint>();
                    break;
                case AddressAttribute.IFA_CACHEINFO:
                    AddressLifetimes lifetimes = attribute.Read<AddressLifetimes>();
                    ValidLifetime = KernelTime.Lifetime(lifetimes.Valid);
                    PreferredLifetime = KernelTime.Lifetime(lifetimes.Preferred);
                    break;
                case AddressAttribute.IFA_RT_PRIORITY:
                    RoutePriority = attribute.Read<uint>();
                    break;
                case AddressAttribute.IFA_PROTO:
                    Protocol = attribute.Read<byte>();
                    break;
            }
        }

        // IPv6 has IFA_LOCAL only beside a peer.
        Address = local.IsEmpty ? address : local;
        Peer = local.IsEmpty || local.SequenceEqual(address) ? default : address;
        if (Address.IsEmpty && IsInternet)
        {
            throw Malformed.Value(AddressAttribute.IFA_ADDRESS, 0);
        }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => AddressFamilyExtensions.FromKernel(_message.Family);

    /// <summary>Index of the device.</summary>
    public int DeviceIndex => _message.Index;

    /// <summary>Bits of the network's prefix.</summary>
    public int PrefixLength => _message.PrefixLength;

    /// <summary>How far it reaches.</summary>
    public RouteScope Scope => new(_message.Scope);

    /// <summary>Flags (IFA_FLAGS).</summary>
    public InterfaceAddressFlags Flags { get; }

    /// <summary>The address: 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>The other end's address; empty for none.</summary>
    public ReadOnlySpan<byte> Peer { get; }

    /// <summary>The broadcast address; empty for none.</summary>
    public ReadOnlySpan<byte> Broadcast { get; }

    /// <summary>The label, UTF-8; empty for none.</summary>
    public ReadOnlySpan<byte> Label { get; }

    /// <summary>As <see cref="InterfaceAddress.ValidLifetime"/>.</summary>
    public TimeSpan? ValidLifetime { get; }

    /// <summary>As <see cref="InterfaceAddress.PreferredLifetime"/>.</summary>
    public TimeSpan? PreferredLifetime { get; }

    /// <summary>As <see cref="InterfaceAddress.RoutePriority"/>.</summary>
    public uint? RoutePriority { get; }

    /// <summary>As <see cref="InterfaceAddress.Protocol"/>.</summary>
    public byte? Protocol { get; }

    internal bool IsInternet => Family != AddressFamily.Unspecified;

    /// <summary>An object that holds all of it.</summary>
    public InterfaceAddress ToAddress() => new(this);
}
