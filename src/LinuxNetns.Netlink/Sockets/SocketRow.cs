using System.Buffers.Binary;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// A socket as the kernel's answer holds it, read in place: nothing is allocated. It lives no longer than the step of the loop that it was given to;
/// <see cref="ToSocket"/> makes an object of it.
/// </summary>
public readonly ref struct SocketRow
{
    // struct inet_diag_msg: where the addresses are.
    private const int SourceOffset = 8;
    private const int DestinationOffset = 24;

    internal SocketRow(SocketKind kind, NetlinkMessage message)
    {
        Kind = kind;
        AttributeReader attributes;
        switch (kind)
        {
            case SocketKind.Unix:
                UnixSocketMessage unix = message.Read<UnixSocketMessage>(out attributes);
                AddressFamily = AddressFamily.Unix;
                Type = (SocketType)unix.Type;
                State = (SocketState)unix.State;
                Inode = unix.Inode;
                Cookie = unix.CookieLow | ((ulong)unix.CookieHigh << 32);
                Name = attributes.Find(SocketAttribute.UNIX_DIAG_NAME).Value;
                NetlinkAttribute queues = attributes.Find(SocketAttribute.UNIX_DIAG_RQLEN);
                if (!queues.Value.IsEmpty)
                {
                    // struct unix_diag_rqlen
                    (ReceiveQueue, SendQueue) = ((uint)queues.Read<ulong>(), (uint)(queues.Read<ulong>() >> 32));
                }

                PeerInode = Number(attributes, SocketAttribute.UNIX_DIAG_PEER);
                UserId = Number(attributes, SocketAttribute.UNIX_DIAG_UID);
                break;
            case SocketKind.Packet:
                PacketSocketMessage packet = message.Read<PacketSocketMessage>(out attributes);
                AddressFamily = AddressFamily.Packet;
                Type = (SocketType)packet.Type;
                Inode = packet.Inode;
                Cookie = packet.CookieLow | ((ulong)packet.CookieHigh << 32);
                Protocol = packet.Protocol;
                InterfaceIndex = (int)(Number(attributes, SocketAttribute.PACKET_DIAG_INFO) ?? 0);
                UserId = Number(attributes, SocketAttribute.PACKET_DIAG_UID);
                break;
            case SocketKind.Netlink:
                NetlinkSocketMessage netlink = message.Read<NetlinkSocketMessage>(out _);
                AddressFamily = (AddressFamily)Interop.AF_NETLINK;
                Type = (SocketType)netlink.Type;
                State = (SocketState)netlink.State;
                Inode = netlink.Inode;
                Cookie = netlink.CookieLow | ((ulong)netlink.CookieHigh << 32);
                Protocol = netlink.Protocol;
                PortId = netlink.PortId;
                break;
            default:
                InternetSocketMessage socket = message.Read<InternetSocketMessage>(out attributes);
                AddressFamily = AddressFamilyExtensions.FromKernel(socket.Family);
                State = (SocketState)socket.State;
                LocalAddress = message.Payload.Slice(SourceOffset, AddressFamily.AddressLength());
                LocalPort = BinaryPrimitives.ReverseEndianness(socket.Id.SourcePort);
                RemoteAddress = message.Payload.Slice(DestinationOffset, AddressFamily.AddressLength());
                RemotePort = BinaryPrimitives.ReverseEndianness(socket.Id.DestinationPort);
                InterfaceIndex = (int)socket.Id.Interface;
                Cookie = socket.Id.Cookie;
                ReceiveQueue = socket.ReceiveQueue;
                SendQueue = socket.SendQueue;
                UserId = socket.UserId;
                Inode = socket.Inode;
                Mark = Number(attributes, SocketAttribute.INET_DIAG_MARK);
                break;
        }
    }

    /// <summary>What kind of socket it is.</summary>
    public SocketKind Kind { get; }

    /// <summary>Its family; for <see cref="SocketKind.Netlink"/> the kernel's number, 16, for which there is no name.</summary>
    public AddressFamily AddressFamily { get; }

    /// <summary>Stream, datagram, … where the kind does not say it.</summary>
    public SocketType? Type { get; }

    /// <summary>Its state.</summary>
    public SocketState State { get; }

    /// <summary>Its own address: 4 or 16 bytes; empty where it is not of the internet.</summary>
    public ReadOnlySpan<byte> LocalAddress { get; }

    /// <summary>Its own port.</summary>
    public int LocalPort { get; }

    /// <summary>The address at the other end: 4 or 16 bytes, zeros where there is none; empty where it is not of the internet.</summary>
    public ReadOnlySpan<byte> RemoteAddress { get; }

    /// <summary>The port at the other end.</summary>
    public int RemotePort { get; }

    /// <summary>The device that it is bound to, by index; 0: none.</summary>
    public int InterfaceIndex { get; }

    /// <summary>The user that made it; null where the kernel does not say.</summary>
    public uint? UserId { get; }

    /// <summary>The inode; 0 where nobody has it open any more.</summary>
    public uint Inode { get; }

    /// <summary>The kernel's number of it, never given to another until the next boot (SO_COOKIE).</summary>
    public ulong Cookie { get; }

    /// <summary>As <see cref="SocketInfo.ReceiveQueue"/>.</summary>
    public uint ReceiveQueue { get; }

    /// <summary>As <see cref="SocketInfo.SendQueue"/>.</summary>
    public uint SendQueue { get; }

    /// <summary>The mark (SO_MARK); null without CAP_NET_ADMIN, or where the kind has none.</summary>
    public uint? Mark { get; }

    /// <summary>A Unix socket's name as it is: a path, perhaps with a zero at its end, or a zero and an abstract name; empty where it has none.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The inode of the other end of a Unix socket; null where there is none.</summary>
    public uint? PeerInode { get; }

    /// <summary>A packet socket's Ethernet type, or a netlink socket's protocol (NETLINK_*).</summary>
    public int? Protocol { get; }

    /// <summary>A netlink socket's port.</summary>
    public uint? PortId { get; }

    /// <summary>An object that holds all of it.</summary>
    public SocketInfo ToSocket() => new(this);

    private static uint? Number(AttributeReader attributes, int type)
    {
        NetlinkAttribute attribute = attributes.Find(type);
        return attribute.Value.IsEmpty ? null : attribute.Read<uint>();
    }
}
