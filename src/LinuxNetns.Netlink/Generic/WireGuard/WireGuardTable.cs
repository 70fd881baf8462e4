using System.Net;
using System.Security.Cryptography;

namespace LinuxNetns.Netlink;

/// <summary>
/// Keys and peers of the WireGuard devices of the connection's network namespace (wg(8), linux/wireguard.h). The devices are made as
/// <see cref="WireGuardLink"/>. Everything needs CAP_NET_ADMIN in the user namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class WireGuardTable
{
    internal const byte WG_GENL_VERSION = 1;

    /// <summary>Where a message of a longer configuration ends, and the room that it has: a peer without its addresses always fits between.</summary>
    private const int FullAt = 6 * 1024;
    private const int MessageSize = 8 * 1024;

    private readonly GenericRequests _requests;

    internal WireGuardTable(GenericRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Reads the configuration of a device, its private key included, as <c>wg show</c>.</summary>
    /// <exception cref="NetlinkException">
    /// There is no such device (ENODEV), it is of another kind (EOPNOTSUPP), the kernel has no WireGuard (ENOENT), no privilege (EPERM).
    /// </exception>
    public WireGuardDevice Get(LinkReference device)
    {
        var request = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            Begin(ref request, WireGuardAttribute.WG_CMD_GET_DEVICE, HeaderFlags.Dump, device);
            request.End();
            WireGuardDevice found = Read(_requests.Dump(request, $"get the WireGuard configuration of link \"{device}\"", isSecret: true));
            LinkResolver.CheckName(device, found.Name);
            return found;
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Get"/>.</exception>
    public Task<WireGuardDevice> GetAsync(LinkReference device, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Get(device), cancellationToken);

    /// <summary>
    /// Changes the configuration of a device, as <c>wg set</c> and, with <see cref="WireGuardDevice.ReplacePeers"/>, <c>wg setconf</c>: what is not null changes.
    /// A long configuration travels in several messages; where one is refused, those before it have been carried out.
    /// </summary>
    /// <exception cref="NetlinkException">
    /// There is no such device (ENODEV), it is of another kind (EOPNOTSUPP), the port is taken (EADDRINUSE), the kernel has no WireGuard (ENOENT), no privilege (EPERM).
    /// </exception>
    /// <example><code>
    /// ns.WireGuard.Set("wg0", new WireGuardDevice
    /// {
    ///     PrivateKey = key, ListenPort = 51820,
    ///     Peers = [new WireGuardPeer(theirs) { Endpoint = new(IPAddress.Parse("192.0.2.1"), 51820), AllowedIPs = [IPNetwork.Parse("10.0.0.2/32")] }],
    /// });
    /// </code></example>
    public void Set(LinkReference device, WireGuardDevice configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (device.HasBoth)
        {
            // The kernel takes an index or a name, not both: it is the look that says whether they are the same device's.
            _ = Get(device);
        }

        byte[] buffer = new byte[MessageSize];
        var request = new NetlinkWriter(buffer);
        try
        {
            Begin(ref request, WireGuardAttribute.WG_CMD_SET_DEVICE, HeaderFlags.Ack, device);
            request.Attribute(
                WireGuardAttribute.WGDEVICE_A_FLAGS, configuration.ReplacePeers ? WireGuardAttribute.WGDEVICE_F_REPLACE_PEERS : default(uint?), nameof(configuration.ReplacePeers));
            WireGuardCodec.Write(ref request, WireGuardAttribute.WGDEVICE_A_PRIVATE_KEY, configuration.PrivateKey, nameof(configuration.PrivateKey));
            request.Attribute(WireGuardAttribute.WGDEVICE_A_LISTEN_PORT, configuration.ListenPort);
            request.Attribute(WireGuardAttribute.WGDEVICE_A_FWMARK, configuration.Mark);
            if (configuration.Peers is { Count: > 0 } peers)
            {
                Write(ref request, device, peers);
            }
            else
            {
                Send(ref request, device);
            }
        }
        finally
        {
            request.Dispose();
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>As <see cref="Set"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Set"/>.</exception>
    public Task SetAsync(LinkReference device, WireGuardDevice configuration, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Set(device, configuration), cancellationToken);

    private void Begin(ref NetlinkWriter request, byte command, HeaderFlags flags, LinkReference device)
    {
        if (device == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(device));
        }

        _requests.Begin(ref request, command, flags);
        if (device.Index != 0)
        {
            request.Attribute(WireGuardAttribute.WGDEVICE_A_IFINDEX, device.Index, nameof(device));
        }
        else
        {
            request.Attribute(WireGuardAttribute.WGDEVICE_A_IFNAME, device.Name, nameof(device));
        }
    }

    private void Write(ref NetlinkWriter request, LinkReference device, IReadOnlyList<WireGuardPeer> peers)
    {
        int list = request.BeginNested(WireGuardAttribute.WGDEVICE_A_PEERS);
        foreach (WireGuardPeer peer in peers)
        {
            if (request.Position > FullAt)
            {
                list = Next(ref request, device, list);
            }

            int item = request.BeginNested(0);
            uint flags = (peer.Remove ? WireGuardAttribute.WGPEER_F_REMOVE_ME : 0) | (peer.ReplaceAllowedIPs ? WireGuardAttribute.WGPEER_F_REPLACE_ALLOWEDIPS : 0)
                | (peer.UpdateOnly ? WireGuardAttribute.WGPEER_F_UPDATE_ONLY : 0);
            WireGuardCodec.Write(ref request, WireGuardAttribute.WGPEER_A_PUBLIC_KEY, peer.PublicKey, nameof(peer.PublicKey));
            request.Attribute(WireGuardAttribute.WGPEER_A_FLAGS, flags == 0 ? default(uint?) : flags, nameof(peer.Remove));
            WireGuardCodec.Write(ref request, WireGuardAttribute.WGPEER_A_PRESHARED_KEY, peer.PresharedKey, nameof(peer.PresharedKey));
            WireGuardCodec.Write(ref request, WireGuardAttribute.WGPEER_A_ENDPOINT, peer.Endpoint, nameof(peer.Endpoint));
            ushort? keepalive = peer.PersistentKeepalive is TimeSpan time ? (ushort)time.TotalSeconds : null;
            request.Attribute(WireGuardAttribute.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, keepalive, nameof(peer.PersistentKeepalive));
            if (!peer.Remove)
            {
                Write(ref request, device, peer, ref list, ref item);
            }

            request.EndNested(item);
        }

        request.EndNested(list);
        Send(ref request, device);
    }

    private void Write(ref NetlinkWriter request, LinkReference device, WireGuardPeer peer, ref int list, ref int item)
    {
        int networks = request.BeginNested(WireGuardAttribute.WGPEER_A_ALLOWEDIPS);
        foreach (IPNetwork network in peer.AllowedIPs ?? [])
        {
            if (request.Position > FullAt)
            {
                // The same peer goes on in the next message, without what would take away again what this one brings.
                request.EndNested(networks);
                request.EndNested(item);
                list = Next(ref request, device, list);
                item = request.BeginNested(0);
                WireGuardCodec.Write(ref request, WireGuardAttribute.WGPEER_A_PUBLIC_KEY, peer.PublicKey, nameof(peer.PublicKey));
                request.Attribute(
                    WireGuardAttribute.WGPEER_A_FLAGS, peer.UpdateOnly ? WireGuardAttribute.WGPEER_F_UPDATE_ONLY : default(uint?), nameof(peer.UpdateOnly));
                networks = request.BeginNested(WireGuardAttribute.WGPEER_A_ALLOWEDIPS);
            }

            WireGuardCodec.Write(ref request, network);
        }

        request.EndNestedUnlessEmpty(networks);
    }

    /// <summary>Sends what is written and starts the next message; where its list of peers starts.</summary>
    private int Next(ref NetlinkWriter request, LinkReference device, int list)
    {
        request.EndNested(list);
        Send(ref request, device);
        request.Clear();
        Begin(ref request, WireGuardAttribute.WG_CMD_SET_DEVICE, HeaderFlags.Ack, device);
        return request.BeginNested(WireGuardAttribute.WGDEVICE_A_PEERS);
    }

    private void Send(ref NetlinkWriter request, LinkReference device)
    {
        request.End();
        _requests.Change(request, $"set the WireGuard configuration of link \"{device}\"");
    }

    /// <summary>A peer whose addresses fill a message goes on in the next one (linux/wireguard.h).</summary>
    private static WireGuardDevice Read(Dump dump)
    {
        var device = new WireGuardDevice();
        var peers = new List<WireGuardPeer>();
        var networks = new List<List<IPNetwork>>();
        foreach (NetlinkMessage message in dump)
        {
            message.Read<GenericHeader>(out AttributeReader attributes);
            while (attributes.TryRead(out NetlinkAttribute attribute))
            {
                switch (attribute.Type)
                {
                    case WireGuardAttribute.WGDEVICE_A_IFINDEX:
                        device = device with { Index = attribute.Read<int>() };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_IFNAME:
                        device = device with { Name = attribute.ReadString() };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_PRIVATE_KEY:
                        device = device with { PrivateKey = WireGuardCodec.ReadKey(attribute) };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_PUBLIC_KEY:
                        device = device with { PublicKey = WireGuardCodec.ReadKey(attribute) };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_LISTEN_PORT:
                        device = device with { ListenPort = attribute.Read<ushort>() };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_FWMARK:
                        device = device with { Mark = attribute.Read<uint>() };
                        break;
                    case WireGuardAttribute.WGDEVICE_A_PEERS:
                        Read(attribute.Nested, peers, networks);
                        break;
                }
            }
        }

        return device with { Peers = [.. peers.Select((peer, i) => peer with { AllowedIPs = networks[i] })] };
    }

    private static void Read(AttributeReader list, List<WireGuardPeer> peers, List<List<IPNetwork>> networks)
    {
        while (list.TryRead(out NetlinkAttribute item))
        {
            var peer = new WireGuardPeer(item.Nested);
            if (peers.Count == 0 || peers[^1].PublicKey != peer.PublicKey)
            {
                peers.Add(peer);
                networks.Add([]);
            }

            WireGuardCodec.Read(item.Nested.Find(WireGuardAttribute.WGPEER_A_ALLOWEDIPS).Nested, networks[^1]);
        }
    }
}
