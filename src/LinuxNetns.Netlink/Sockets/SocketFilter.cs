using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Which sockets to list; what is null does not matter.</summary>
public sealed record SocketFilter
{
    /// <summary>The kinds; null: all that this kernel can tell. One that is named and cannot be told is an error (ENOENT).</summary>
    public IReadOnlyCollection<SocketKind>? Kinds { get; init; }

    /// <summary>IPv4 or IPv6: leaves out all that has no such address.</summary>
    public AddressFamily? Family { get; init; }

    /// <summary>The states; null: all.</summary>
    public IReadOnlyCollection<SocketState>? States { get; init; }
}
