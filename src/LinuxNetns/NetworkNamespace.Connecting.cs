using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <content>Names and connections: asked and made inside, whichever thread asks for them.</content>
public sealed partial class NetworkNamespace
{
    /// <summary>Connects by TCP to a host: its name is asked for inside, and its addresses, of both families, are raced (RFC 8305).</summary>
    /// <param name="host">A name, or an address; a link-local one with its device, <c>fe80::1%eth0</c>.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The socket, connected.</returns>
    /// <exception cref="SocketException">The name is unknown, or no address answers; then it is the first one's failure.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        IPAddress[] addresses = await ResolveAsync(host, AddressFamily.Unspecified, cancellationToken).ConfigureAwait(false);
        return await AddressRace.RunAsync(addresses, (address, token) => ConnectOneAsync(new IPEndPoint(address, port), token), AddressRace.Delay, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects by TCP to an address.</summary>
    /// <param name="remoteEndPoint">The address and port.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The socket, connected.</returns>
    /// <exception cref="SocketException">It does not answer, or there is no way to it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public Task<Socket> ConnectAsync(IPEndPoint remoteEndPoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remoteEndPoint);
        return ConnectOneAsync(remoteEndPoint, cancellationToken);
    }

    /// <summary>The addresses of a host, as a program inside would find them: <c>hosts</c>, <c>resolv.conf</c> and <c>nsswitch.conf</c> of <c>/etc/netns/NAME</c>, else of <c>/etc</c>, and DNS by sockets of the namespace.</summary>
    /// <remarks>
    /// Follows resolv.conf(5), hosts(5) and nsswitch.conf(5); of the latter <c>files</c> and <c>dns</c>, what needs a daemon or a plug-in is passed over.
    /// Nothing is cached. A name server on a loopback address is one inside the namespace: where <c>/etc/resolv.conf</c> names the host's own (127.0.0.53), give the namespace one of its own; an uplink of a rootless namespace asks the host's for it.
    /// </remarks>
    /// <param name="host">A name, or an address, which is returned.</param>
    /// <param name="addressFamily">IPv4 or IPv6; unspecified: both, IPv6 first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The addresses, at least one.</returns>
    /// <exception cref="SocketException">HostNotFound: there is no such name. NoData: it has no such address. TryAgain: no name server answers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public async Task<IPAddress[]> ResolveAsync(string host, AddressFamily addressFamily = AddressFamily.Unspecified, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        if (addressFamily != AddressFamily.Unspecified)
            CheckInternet(addressFamily);
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (NameServer.Parse(host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host) is NameServer literal)
            return addressFamily == AddressFamily.Unspecified || literal.Address.AddressFamily == addressFamily ? [WithScope(literal)] : throw new SocketException((int)SocketError.NoData);
        var settings = ResolverSettings.Parse(ReadEtc("resolv.conf"));
        // This machine's own name server cannot be reached from inside but by the uplink.
        if (_uplink is Uplink uplink && UplinkNames.AreOfTheMachine(settings))
            settings.UseServer(uplink.NameServer);
        var resolver = new StubResolver(settings, NameSource.Parse(ReadEtc("nsswitch.conf")), ReadEtc("hosts"), new DnsTransport(this));
        return await resolver.ResolveAsync(ToAscii(host), addressFamily, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A handler for <see cref="HttpClient"/> and <see cref="System.Net.WebSockets.ClientWebSocket"/> whose every connection is made from inside: names are asked for inside, both address families are raced.</summary>
    /// <remarks>
    /// Its connections are its own, so none is shared with another namespace. There is no proxy unless <paramref name="configure"/> sets <see cref="SocketsHttpHandler.UseProxy"/>; one is reached from inside, too.
    /// HTTP/1.1 and HTTP/2; HTTP/3 is refused, or lowered to HTTP/2 where the request allows: .NET makes QUIC's sockets where the thread is, and asks nobody.
    /// </remarks>
    /// <param name="configure">Sets what else the handler can: TLS, limits, cookies, a proxy. Not its ConnectCallback.</param>
    /// <returns>The handler. It belongs to the caller; connections that it has opened live on when this namespace's handle is disposed of, new ones fail.</returns>
    /// <exception cref="ArgumentException">There is a ConnectCallback.</exception>
    /// <exception cref="ObjectDisposedException">This handle is disposed of.</exception>
    /// <example><code>using var http = new HttpClient(red.CreateHttpHandler());</code></example>
    public HttpMessageHandler CreateHttpHandler(Action<SocketsHttpHandler>? configure = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new InsideHttpHandler(this, configure);
    }

    /// <summary>An address with the number that its device has inside.</summary>
    internal IPAddress WithScope(NameServer server)
    {
        if (server.Scope is null || server.Address.AddressFamily != AddressFamily.InterNetworkV6)
            return server.Address;
        long scope = long.TryParse(server.Scope, NumberStyles.None, CultureInfo.InvariantCulture, out long index)
            ? index
            : Links.Find(server.Scope)?.Index ?? throw new SocketException((int)SocketError.HostUnreachable);
        return new IPAddress(server.Address.GetAddressBytes(), scope);
    }

    private async Task<Socket> ConnectOneAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket = CreateSocket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string? ReadEtc(string file) => EtcFile.Read(EtcDirectory, Name, file);

    private static string ToAscii(string host)
    {
        if (host.All(char.IsAscii))
            return host;
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    private static void CheckPort(int port)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new ArgumentOutOfRangeException(nameof(port), port, $"A port is 0 to {IPEndPoint.MaxPort}.");
    }
}
