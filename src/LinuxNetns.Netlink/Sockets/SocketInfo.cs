using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>A socket of the network namespace, as <c>ss</c> shows it: a snapshot (sock_diag(7), linux/inet_diag.h, unix_diag.h, packet_diag.h, netlink_diag.h).</summary>
public sealed record SocketInfo
{
    internal SocketInfo(in SocketRow row)
    {
        Kind = row.Kind;
        AddressFamily = row.AddressFamily;
        Type = row.Type;
        State = row.State;
        Local = row.LocalAddress.IsEmpty ? null : new IPEndPoint(new IPAddress(row.LocalAddress), row.LocalPort);
        Remote = row.RemoteAddress.IsEmpty ? null : new IPEndPoint(new IPAddress(row.RemoteAddress), row.RemotePort);
        InterfaceIndex = row.InterfaceIndex;
        UserId = row.UserId;
        Inode = row.Inode;
        Cookie = row.Cookie;
        ReceiveQueue = row.ReceiveQueue;
        SendQueue = row.SendQueue;
        Mark = row.Mark;
        // An abstract name starts with a zero byte, which people write as @, and may hold more of them.
        ReadOnlySpan<byte> name = row.Name;
        Path = name.IsEmpty ? null : name[0] == 0 ? "@" + Encoding.UTF8.GetString(name[1..]) : Encoding.UTF8.GetString(name).TrimEnd('\0');
        PeerInode = row.PeerInode;
        Protocol = row.Protocol;
        PortId = row.PortId;
    }

    /// <summary>What kind of socket it is.</summary>
    public SocketKind Kind { get; }

    /// <summary>Its family; for <see cref="SocketKind.Netlink"/> the kernel's number, 16, for which there is no name.</summary>
    public AddressFamily AddressFamily { get; }

    /// <summary>Stream, datagram, … where the kind does not say it.</summary>
    public SocketType? Type { get; internal init; }

    /// <summary>Its state.</summary>
    public SocketState State { get; internal init; }

    /// <summary>Its own address and port; null where it is not of the internet.</summary>
    public IPEndPoint? Local { get; internal init; }

    /// <summary>The address and port at the other end, any and 0 where there is none; null where it is not of the internet.</summary>
    public IPEndPoint? Remote { get; internal init; }

    /// <summary>The device that it is bound to, by index; 0: none.</summary>
    public int InterfaceIndex { get; internal init; }

    /// <summary>The user that made it; null where the kernel does not say.</summary>
    public uint? UserId { get; internal init; }

    /// <summary>The inode, as <c>/proc/PID/fd</c> shows it: <c>socket:[12345]</c>; 0 where nobody has it open any more.</summary>
    public uint Inode { get; internal init; }

    /// <summary>The kernel's number of it, never given to another until the next boot (SO_COOKIE).</summary>
    public ulong Cookie { get; internal init; }

    /// <summary>Bytes that wait to be read; of a listener of TCP or Unix, connections that wait to be taken.</summary>
    public uint ReceiveQueue { get; internal init; }

    /// <summary>Bytes that the other end has not acknowledged; of a listener, how many connections may wait.</summary>
    public uint SendQueue { get; internal init; }

    /// <summary>The mark (SO_MARK); null without CAP_NET_ADMIN, or where the kind has none.</summary>
    public uint? Mark { get; internal init; }

    /// <summary>A Unix socket's name: a path, or <c>@</c> and an abstract name; null where it has none.</summary>
    public string? Path { get; internal init; }

    /// <summary>The inode of the other end of a Unix socket; null where there is none.</summary>
    public uint? PeerInode { get; internal init; }

    /// <summary>A packet socket's Ethernet type, or a netlink socket's protocol (NETLINK_*).</summary>
    public int? Protocol { get; internal init; }

    /// <summary>A netlink socket's port.</summary>
    public uint? PortId { get; internal init; }
}
