namespace LinuxNetns.Netlink;

/// <summary>
/// The configuration of a WireGuard device (wg(8), WGDEVICE_A_* of linux/wireguard.h). Read, it is a snapshot; written, it is what to change: null leaves
/// what is there.
/// </summary>
public sealed record WireGuardDevice
{
    private readonly EquatableList<WireGuardPeer>? _peers;

    /// <summary>Interface index, as read.</summary>
    public int Index { get; internal init; }

    /// <summary>Name of the device, as read.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The private key (WGDEVICE_A_PRIVATE_KEY); null: there is none. <see cref="WireGuardKey.None"/> removes it.</summary>
    public WireGuardKey? PrivateKey { get; init; }

    /// <summary>The public key that goes with it (WGDEVICE_A_PUBLIC_KEY), as read; null: there is none.</summary>
    public WireGuardKey? PublicKey { get; internal init; }

    /// <summary>The UDP port that it listens on (WGDEVICE_A_LISTEN_PORT); to set 0 is to let the kernel choose.</summary>
    public ushort? ListenPort { get; init; }

    /// <summary>The mark by which its packets outside are routed (WGDEVICE_A_FWMARK); 0 is none.</summary>
    public uint? Mark { get; init; }

    /// <summary>The peers (WGDEVICE_A_PEERS); to set null or an empty list leaves them, unless <see cref="ReplacePeers"/>.</summary>
    public IReadOnlyList<WireGuardPeer>? Peers
    {
        get => _peers;
        init => _peers = EquatableList<WireGuardPeer>.Of(value);
    }

    /// <summary>To set: <see cref="Peers"/> are all, and others go (WGDEVICE_F_REPLACE_PEERS). Otherwise they are added to those that are there.</summary>
    public bool ReplacePeers { get; init; }
}
