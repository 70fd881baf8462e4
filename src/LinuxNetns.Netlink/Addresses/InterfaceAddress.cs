using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// An IPv4 or IPv6 address of a device. Read, a snapshot of what RTM_GETADDR reports; written, what to add or to change, as <c>ip address</c>.
/// rtnetlink(7), linux/if_addr.h, ip-address(8).
/// </summary>
public sealed partial record InterfaceAddress : NetlinkObject
{
    /// <summary>What an administrator may say; the rest is the kernel's.</summary>
    private const InterfaceAddressFlags Settable = InterfaceAddressFlags.NoDad | InterfaceAddressFlags.Optimistic | InterfaceAddressFlags.HomeAddress
        | InterfaceAddressFlags.ManageTemporaryAddresses | InterfaceAddressFlags.NoPrefixRoute | InterfaceAddressFlags.MulticastAutoJoin;

    private readonly TimeSpan? _validLifetime;
    private readonly TimeSpan? _preferredLifetime;
    private readonly string? _label;

    /// <summary>Describes an address of a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="address">An address with the length of its prefix, <c>10.1.1.1/24</c>; without one, /32 or /128.</param>
    /// <exception cref="ArgumentException">No address, or a prefix that is longer than it.</exception>
    public InterfaceAddress(LinkReference device, string address)
    {
        Device = device;
        Address = AddressText.ParsePrefix(address, out int length, nameof(address));
        PrefixLength = length;
    }

    /// <summary>Describes an address of a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="address">The address.</param>
    /// <param name="prefixLength">Bits of it that are the network's: 0 to 32, or to 128.</param>
    /// <exception cref="ArgumentException">Another family than IPv4 and IPv6, or a prefix that is longer than the address.</exception>
    public InterfaceAddress(LinkReference device, IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        AddressText.CheckLength(address, prefixLength, nameof(prefixLength));
        Device = device;
        Address = address;
        PrefixLength = prefixLength;
    }

    internal InterfaceAddress(in AddressRow row)
    {
        Device = LinkReference.Reported(row.DeviceIndex) ?? LinkReference.None;
        Address = new IPAddress(row.Address);
        PrefixLength = row.PrefixLength;
        Peer = row.Peer.IsEmpty ? null : new IPAddress(row.Peer);
        Broadcast = row.Broadcast.IsEmpty ? null : new IPAddress(row.Broadcast);
        _label = row.Label.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(row.Label);
        Scope = row.Scope;
        Flags = row.Flags;
        _validLifetime = row.ValidLifetime;
        _preferredLifetime = row.PreferredLifetime;
        RoutePriority = row.RoutePriority;
        Protocol = row.Protocol;
    }

    /// <summary>The device; read, by its index.</summary>
    public LinkReference Device { get; init; }

    /// <summary>The address (IFA_LOCAL).</summary>
    public IPAddress Address { get; init; }

    /// <summary>Bits of the network's prefix, of <see cref="Peer"/>'s where there is one.</summary>
    public int PrefixLength { get; init; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Address.AddressFamily;

    /// <summary>The other end of a point-to-point link (IFA_ADDRESS where it differs, <c>peer</c>).</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>IPv4's broadcast address (IFA_BROADCAST, <c>brd</c>); nobody sets one by itself: see <see cref="WithBroadcast"/>.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>IPv4's name of the address, at most 15 bytes (IFA_LABEL); the kernel takes the device's name.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public string? Label
    {
        get => _label;
        init => _label = value is null || System.Text.Encoding.UTF8.GetByteCount(value) <= 15
            ? value
            : throw new ArgumentException($"The label \"{value}\" is longer than 15 bytes.", nameof(value));
    }

    /// <summary>How far it reaches; where it is not said, host for 127.0.0.0/8, else global. For IPv6 the address decides.</summary>
    public RouteScope? Scope { get; init; }

    /// <summary>Flags (IFA_FLAGS). Only those that are not the kernel's are sent.</summary>
    public InterfaceAddressFlags Flags { get; init; }

    /// <summary>How long it exists from now on, whole seconds, not zero; <see cref="Timeout.InfiniteTimeSpan"/> is for ever, and the kernel's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, zero, or over 136 years.</exception>
    public TimeSpan? ValidLifetime
    {
        get => _validLifetime;
        init => _validLifetime = value == TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "An address that is not valid cannot be had: delete it.")
            : CheckLifetime(value);
    }

    /// <summary>How long it is used for new connections, whole seconds; as long as it is valid, unless told otherwise. Zero: deprecated at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or over 136 years.</exception>
    public TimeSpan? PreferredLifetime
    {
        get => _preferredLifetime;
        init
        {
            _preferredLifetime = CheckLifetime(value);
            // What was read may be deprecated: with time to live it no longer is.
            Flags = value is null || value == TimeSpan.Zero ? Flags : Flags & ~InterfaceAddressFlags.Deprecated;
        }
    }

    /// <summary>Metric of the route to the address's network (IFA_RT_PRIORITY, <c>metric</c>).</summary>
    public uint? RoutePriority { get; init; }

    /// <summary>Who gave the address (IFA_PROTO, IFAPROT_*: 1 loopback, 2 router advertisement, 3 link-local); Linux 5.18 and later.</summary>
    public byte? Protocol { get; init; }

    /// <summary>Duplicate address detection has not ended: the address cannot be used yet.</summary>
    public bool IsTentative => (Flags & InterfaceAddressFlags.Tentative) != 0;

    /// <summary>The same with the broadcast address that its network has, as <c>brd +</c>; unchanged for IPv6 and for /31 and /32.</summary>
    public InterfaceAddress WithBroadcast()
    {
        if (Family != AddressFamily.InterNetwork || PrefixLength > 30)
        {
            return this;
        }

        byte[] bytes = (Peer ?? Address).GetAddressBytes();
        for (int bit = PrefixLength; bit < 32; bit++)
        {
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return this with { Broadcast = new IPAddress(bytes) };
    }

    /// <summary>As <c>ip</c> takes it: <c>10.1.1.1/24</c>.</summary>
    public override string ToString() => $"{Address}/{PrefixLength}";

    internal override string Describe() => $"address {Address}/{PrefixLength} of \"{Device}\"";

    private static TimeSpan? CheckLifetime(TimeSpan? value) =>
        value is TimeSpan time && time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalSeconds >= uint.MaxValue)
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "A lifetime is from 0 to 4294967294 seconds, or infinite.")
            : value;
}
