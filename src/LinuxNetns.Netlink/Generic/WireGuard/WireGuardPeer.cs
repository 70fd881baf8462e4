using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>
/// A peer of a WireGuard device (wg(8), WGPEER_A_* of linux/wireguard.h). Read, it is a snapshot; written, it is what to add or change: null leaves what
/// is there.
/// </summary>
public sealed record WireGuardPeer
{
    private readonly TimeSpan? _keepalive;
    private readonly EquatableList<IPNetwork>? _allowedIPs;

    /// <summary>Describes a peer.</summary>
    /// <param name="publicKey">The key that it is known by.</param>
    /// <exception cref="ArgumentException">The key is all zeros.</exception>
    public WireGuardPeer(WireGuardKey publicKey)
    {
        if (publicKey.IsNone)
        {
            throw new ArgumentException("A peer is known by its public key.", nameof(publicKey));
        }

        PublicKey = publicKey;
    }

    internal WireGuardPeer(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case WireGuardAttribute.WGPEER_A_PUBLIC_KEY:
                    PublicKey = WireGuardCodec.ReadKey(attribute);
                    break;
                case WireGuardAttribute.WGPEER_A_PRESHARED_KEY:
                    PresharedKey = WireGuardCodec.ReadKey(attribute) is { IsNone: false } key ? key : null;
                    break;
                case WireGuardAttribute.WGPEER_A_ENDPOINT:
                    Endpoint = WireGuardCodec.ReadEndpoint(attribute);
                    break;
                case WireGuardAttribute.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL:
                    _keepalive = TimeSpan.FromSeconds(attribute.Read<ushort>());
                    break;
                case WireGuardAttribute.WGPEER_A_LAST_HANDSHAKE_TIME:
                    LastHandshake = WireGuardCodec.ReadTime(attribute);
                    break;
                case WireGuardAttribute.WGPEER_A_RX_BYTES:
                    ReceivedBytes = attribute.Read<ulong>();
                    break;
                case WireGuardAttribute.WGPEER_A_TX_BYTES:
                    SentBytes = attribute.Read<ulong>();
                    break;
                case WireGuardAttribute.WGPEER_A_PROTOCOL_VERSION:
                    ProtocolVersion = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>The key that it is known by (WGPEER_A_PUBLIC_KEY).</summary>
    public WireGuardKey PublicKey { get; }

    /// <summary>A secret of both besides (WGPEER_A_PRESHARED_KEY); null: there is none. <see cref="WireGuardKey.None"/> removes it.</summary>
    public WireGuardKey? PresharedKey { get; init; }

    /// <summary>Where it was heard last, or is to be found (WGPEER_A_ENDPOINT).</summary>
    public IPEndPoint? Endpoint { get; init; }

    /// <summary>How often a packet is sent that keeps the way open, in whole seconds, 0 to 65535; zero: never (WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no whole number of seconds, negative, or over 65535.</exception>
    public TimeSpan? PersistentKeepalive
    {
        get => _keepalive;
        init
        {
            if (value is TimeSpan time && (time < TimeSpan.Zero || time > TimeSpan.FromSeconds(ushort.MaxValue) || time.Ticks % TimeSpan.TicksPerSecond != 0))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The interval is a whole number of seconds, 0 to 65535.");
            }

            _keepalive = value;
        }
    }

    /// <summary>
    /// The addresses that it may send from, and that are sent to it (WGPEER_A_ALLOWEDIPS); to set null or an empty list leaves them, unless
    /// <see cref="ReplaceAllowedIPs"/>. An address belongs to one peer: the last one that it was given to.
    /// </summary>
    public IReadOnlyList<IPNetwork>? AllowedIPs
    {
        get => _allowedIPs;
        init => _allowedIPs = EquatableList<IPNetwork>.Of(value);
    }

    /// <summary>To set: <see cref="AllowedIPs"/> are all, and others go (WGPEER_F_REPLACE_ALLOWEDIPS).</summary>
    public bool ReplaceAllowedIPs { get; init; }

    /// <summary>To set: the peer goes (WGPEER_F_REMOVE_ME). One that is not there is no error.</summary>
    public bool Remove { get; init; }

    /// <summary>To set: the peer is changed where it is there, and not added where it is not (WGPEER_F_UPDATE_ONLY).</summary>
    public bool UpdateOnly { get; init; }

    /// <summary>When the last handshake was, as read; null: there was none (WGPEER_A_LAST_HANDSHAKE_TIME).</summary>
    public DateTimeOffset? LastHandshake { get; internal init; }

    /// <summary>Bytes that came from it, as read (WGPEER_A_RX_BYTES).</summary>
    public ulong ReceivedBytes { get; internal init; }

    /// <summary>Bytes that were sent to it, as read (WGPEER_A_TX_BYTES).</summary>
    public ulong SentBytes { get; internal init; }

    /// <summary>Version of the protocol, as read (WGPEER_A_PROTOCOL_VERSION); 1 is the only one yet.</summary>
    public uint? ProtocolVersion { get; internal init; }
}
