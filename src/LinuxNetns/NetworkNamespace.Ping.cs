using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>Asking whether a host is there.</content>
public sealed partial class NetworkNamespace
{
    private const int MaxPayload = 65_000;
    private const int MaxPacket = 65_535;

    /// <summary>Sends an echo request from inside and waits for the answer, as <c>ping -c 1</c>.</summary>
    /// <remarks>By a raw socket (CAP_NET_RAW), which also hears who says why not; without that privilege by a ping socket (<c>net.ipv4.ping_group_range</c>, icmp(7)), where such an answer has no address.</remarks>
    /// <param name="address">Whom; a link-local IPv6 address with the number that its device has inside (<see cref="ResolveAsync"/> of <c>fe80::1%eth0</c>).</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, or that there was none.</returns>
    /// <exception cref="ArgumentException">It is no IPv4 or IPv6 address, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public async Task<NamespacePingReply> PingAsync(IPAddress address, NamespacePingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        CheckInternet(address.AddressFamily);
        options ??= new NamespacePingOptions();
        CheckPing(options);
        using Socket socket = CreatePingSocket(address.AddressFamily, out bool raw);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        long start = Stopwatch.GetTimestamp();
        try
        {
            SetPing(socket, address.AddressFamily, options, raw);
            (IPStatus status, IPAddress from) = await EchoAsync(socket, address, raw, options.PayloadSize, patience.Token).ConfigureAwait(false);
            return new NamespacePingReply(status, from, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NamespacePingReply(IPStatus.TimedOut, Address: null, TimeSpan.Zero);
        }
        catch (SocketException e) when (Status(e.SocketErrorCode) is IPStatus status)
        {
            return new NamespacePingReply(status, Address: null, TimeSpan.Zero);
        }
    }

    private static async Task<(IPStatus Status, IPAddress From)> EchoAsync(Socket socket, IPAddress address, bool raw, int payload, CancellationToken cancellationToken)
    {
        ushort id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        AddressFamily family = address.AddressFamily;
        var target = new IPEndPoint(address, 0);
        if (!raw)
            await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
        await socket.SendToAsync(IcmpMessage.Request(family, id, sequence: 1, payload), target, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[MaxPacket];
        while (true)
        {
            SocketReceiveFromResult received = await socket.ReceiveFromAsync(buffer.AsMemory(), new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0), cancellationToken)
                .ConfigureAwait(false);
            int start = raw && family == AddressFamily.InterNetwork ? IcmpMessage.Ipv4Payload(buffer.AsSpan(0, received.ReceivedBytes)) : 0;
            if (start >= 0 && IcmpMessage.Read(family, buffer.AsSpan(start, received.ReceivedBytes - start), raw ? id : null, sequence: 1, address) is IPStatus status)
                return (status, ((IPEndPoint)received.RemoteEndPoint).Address);
        }
    }

    private Socket CreatePingSocket(AddressFamily family, out bool raw)
    {
        ProtocolType protocol = family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6;
        try
        {
            raw = true;
            return CreateSocket(family, SocketType.Raw, protocol);
        }
        catch (NetworkNamespaceException e) when (e.Errno is Errno.EPERM && e.Operation == "socket")
        {
            raw = false;
            return CreateSocket(family, SocketType.Dgram, protocol);
        }
    }

    private static void SetPing(Socket socket, AddressFamily family, NamespacePingOptions options, bool raw)
    {
        bool v4 = family == AddressFamily.InterNetwork;
        if (options.TimeToLive is int hops)
            socket.SetSocketOption(v4 ? SocketOptionLevel.IP : SocketOptionLevel.IPv6, v4 ? SocketOptionName.IpTimeToLive : SocketOptionName.HopLimit, hops);
        if (v4)
            socket.DontFragment = options.DontFragment;
        // A ping socket is told of errors by its own error number.
        if (!raw)
            socket.SetRawSocketOption(v4 ? Interop.IPPROTO_IP : Interop.IPPROTO_IPV6, v4 ? Interop.IP_RECVERR : Interop.IPV6_RECVERR, BitConverter.GetBytes(1));
    }

    private static void CheckPing(NamespacePingOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero || options.Timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentException($"A timeout must be positive and at most {int.MaxValue} milliseconds; it is {options.Timeout}.", nameof(options));
        if (options.TimeToLive is < 1 or > byte.MaxValue)
            throw new ArgumentException($"A time to live is 1 to {byte.MaxValue}; it is {options.TimeToLive}.", nameof(options));
        if (options.PayloadSize is < 0 or > MaxPayload)
            throw new ArgumentException($"A payload has 0 to {MaxPayload} bytes; it has {options.PayloadSize}.", nameof(options));
    }

    private static IPStatus? Status(SocketError error) => error switch
    {
        SocketError.HostUnreachable or SocketError.HostDown => IPStatus.DestinationHostUnreachable,
        SocketError.NetworkUnreachable or SocketError.NetworkDown => IPStatus.DestinationNetworkUnreachable,
        SocketError.ConnectionRefused => IPStatus.DestinationPortUnreachable,
        SocketError.MessageSize => IPStatus.PacketTooBig,
        _ => null,
    };
}
