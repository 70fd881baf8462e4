using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>Which addresses are meant: those that answer to everything that is not null here. As the selectors of <c>ip address show</c>.</summary>
public sealed record AddressFilter
{
    internal static AddressFilter Everything { get; } = new();

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily? Family { get; init; }

    /// <summary>The device.</summary>
    /// <exception cref="ArgumentException">It is <see cref="LinkReference.None"/>, which is not every device: that is null.</exception>
    public LinkReference? Device
    {
        get;
        init => field = value == LinkReference.None ? throw Invalid.Property(nameof(Device), "No link is named; null is every one.") : value;
    }

    /// <summary>The scope.</summary>
    public RouteScope? Scope { get; init; }

    /// <summary>The label, exactly.</summary>
    public string? Label { get; init; }

    /// <summary>Addresses within this network (<c>to</c>).</summary>
    public IPNetwork? Within { get; init; }

    /// <summary>Flags that must all be set: <see cref="InterfaceAddressFlags.Tentative"/>, <see cref="InterfaceAddressFlags.Permanent"/>, …</summary>
    public InterfaceAddressFlags? With { get; init; }

    /// <summary>Flags of which none may be set: <c>Without = Permanent</c> is <c>dynamic</c>.</summary>
    public InterfaceAddressFlags? Without { get; init; }

    /// <summary>The fixed part of a message does not tell all that is asked for.</summary>
    internal bool LooksInside => With is not null || Without is not null || Label is not null || Within is not null;

    /// <summary>Whether it is IPv4 or IPv6, and answers to the filter as far as the fixed part of the message tells.</summary>
    internal bool Matches(in InterfaceAddressMessage message, int device) =>
        Family.Takes(message.Family)
        && (device == 0 || device == message.Index)
        && (Scope is not RouteScope scope || scope.Value == message.Scope);

    /// <summary>The same for what only the attributes tell.</summary>
    internal bool Matches(in AddressRow row) =>
        (With is not InterfaceAddressFlags with || (row.Flags & with) == with)
        && (Without is not InterfaceAddressFlags without || (row.Flags & without) == 0)
        && (Label is null || Encoding.UTF8.GetString(row.Label) == Label)
        && (Within is not IPNetwork network || network.Contains(new IPAddress(row.Address)));
}
