using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>The dumps of sock_diag(7) that a filter takes: of a kind, and of the internet's kinds for a family, one after the other.</summary>
internal sealed class SocketQuestions
{
    private static readonly SocketKind[] s_kinds = Enum.GetValues<SocketKind>();

    private readonly NetlinkExchange _exchange;
    private readonly List<(SocketKind Kind, AddressFamily Family)> _questions = [];
    private readonly bool _mayLack;
    private readonly uint _states;
    private SocketKind? _absent;

    internal SocketQuestions(NetlinkExchange exchange, SocketFilter filter)
    {
        _exchange = exchange;
        _mayLack = filter.Kinds is null;
        _states = filter.States is null ? uint.MaxValue : filter.States.Aggregate(0u, static (mask, state) => mask | (1u << (int)state));
        foreach (SocketKind kind in filter.Kinds ?? s_kinds)
        {
            AddressFamily[] families = kind switch
            {
                SocketKind.Unix => [AddressFamily.Unix],
                SocketKind.Packet => [AddressFamily.Packet],
                SocketKind.Netlink => [(AddressFamily)Interop.AF_NETLINK],
                _ => [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6],
            };
            _questions.AddRange(families.Where(family => filter.Family is null || filter.Family == family).Select(family => (kind, family)));
        }
    }

    internal int Count => _questions.Count;

    internal SocketKind KindOf(int question) => _questions[question].Kind;

    /// <summary>Not every kind is filtered by state, nor by family, in the kernel.</summary>
    internal bool Matches(int question, in SocketRow row) =>
        row.AddressFamily == _questions[question].Family
        && (_states == uint.MaxValue || ((int)row.State < 32 && (_states & (1u << (int)row.State)) != 0));

    /// <exception cref="NetlinkException">The kernel cannot tell the kind, which the filter names (ENOENT), or refused for another reason.</exception>
    internal Dump Ask(int question)
    {
        const uint Show = SocketAttribute.UDIAG_SHOW_NAME | SocketAttribute.UDIAG_SHOW_PEER | SocketAttribute.UDIAG_SHOW_RQLEN | SocketAttribute.UDIAG_SHOW_UID;
        (SocketKind kind, AddressFamily family) = _questions[question];
        if (kind == _absent)
        {
            return default;
        }

        try
        {
            return kind switch
            {
                SocketKind.Unix => Ask(kind, new UnixSocketRequest { Family = SocketAttribute.AF_UNIX, States = _states, Show = Show }),
                SocketKind.Packet => Ask(kind, new PacketSocketRequest { Family = SocketAttribute.AF_PACKET, Show = SocketAttribute.PACKET_SHOW_INFO }),
                SocketKind.Netlink => Ask(kind, new PacketSocketRequest { Family = (byte)Interop.AF_NETLINK, Protocol = SocketAttribute.NDIAG_PROTO_ALL }),
                _ => Ask(kind, new InternetSocketRequest { Family = family.ToKernel(), Protocol = ProtocolOf(kind), States = _states }),
            };
        }
        catch (NetlinkException e) when (e.Errno is Errno.ENOENT && _mayLack)
        {
            // The kernel was built without this kind, or without its part of sock_diag: of the other family too.
            _absent = kind;
            return default;
        }
    }

    internal static byte ProtocolOf(SocketKind kind) => kind switch
    {
        SocketKind.Tcp => SocketAttribute.IPPROTO_TCP,
        SocketKind.Udp => SocketAttribute.IPPROTO_UDP,
        SocketKind.UdpLite => SocketAttribute.IPPROTO_UDPLITE,
        _ => SocketAttribute.IPPROTO_RAW,
    };

    private Dump Ask<T>(SocketKind kind, T request)
        where T : unmanaged
    {
        using var writer = new NetlinkWriter(stackalloc byte[128]);
        writer.Begin((MessageType)SocketAttribute.SOCK_DIAG_BY_FAMILY, HeaderFlags.Dump, request);
        writer.End();
        return _exchange.Dump(writer.Written, $"list {kind} sockets");
    }
}
