using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>Keeps requests off HTTP/3: QUIC asks nobody for its sockets (dotnet/runtime#64449), so it would leave the namespace.</summary>
internal sealed class InsideHttpHandler : DelegatingHandler
{
    internal InsideHttpHandler(NetworkNamespace networkNamespace, Action<SocketsHttpHandler>? configure)
    {
        var sockets = new SocketsHttpHandler { UseProxy = false };
        InnerHandler = sockets;
        configure?.Invoke(sockets);
        if (sockets.ConnectCallback is not null)
            throw new ArgumentException("The connections of this handler are made by the namespace: it takes no ConnectCallback.", nameof(configure));
        sockets.ConnectCallback = async (context, cancellationToken) =>
        {
            Socket socket = await networkNamespace.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            socket.NoDelay = true;
            return new NetworkStream(socket, ownsSocket: true);
        };
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => base.Send(WithoutQuic(request), cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(WithoutQuic(request), cancellationToken);

    private static HttpRequestMessage WithoutQuic(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Version.Major >= 3)
        {
            if (request.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower)
                throw new NotSupportedException("HTTP/3 cannot be kept in a network namespace: .NET has no way to give QUIC its sockets. Ask for HTTP/2.");
            request.Version = HttpVersion.Version20;
        }
        else if (request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher && request.RequestUri?.Scheme == Uri.UriSchemeHttps)
        {
            // A server may offer HTTP/3 (Alt-Svc); what else is higher than asked for is HTTP/2.
            request.VersionPolicy = request.Version.Major < 2 ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionExact;
            request.Version = HttpVersion.Version20;
        }

        return request;
    }
}
