using System.Net;
using System.Net.Sockets;

using LinuxNetns;
using LinuxNetns.AspNetCore;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

// The namespace of Kestrel's own methods that say where to listen.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Hosting;

/// <summary>Lets Kestrel listen inside network namespaces, beside endpoints at home.</summary>
public static class KestrelServerOptionsNetworkNamespaceExtensions
{
    /// <summary>Listens on a TCP address inside a network namespace, with HTTP/1.1 and HTTP/2, and TLS as anywhere (<c>listen.UseHttps()</c>).</summary>
    /// <remarks>
    /// No thread of the server moves: the socket is made inside, and what it accepts is of the namespace. Each connection and request has an
    /// <see cref="INetworkNamespaceFeature"/>. Handlers run at home, and so do the connections they make, unless
    /// <see cref="Microsoft.AspNetCore.Builder.NetworkNamespaceApplicationBuilderExtensions.UseNetworkNamespace(Microsoft.AspNetCore.Builder.IApplicationBuilder)"/> is in the pipeline.
    /// The socket is made when the server starts: CAP_SYS_ADMIN is needed then, and an address that is taken is reported then, as at home.
    /// </remarks>
    /// <param name="options">Kestrel's options, as <c>ConfigureKestrel</c> gives them.</param>
    /// <param name="ns">The namespace. It stays the caller's, and has to be open when the server starts.</param>
    /// <param name="endPoint">The address of the namespace and the port; port 0 for any.</param>
    /// <param name="configure">Further settings of the endpoint.</param>
    /// <exception cref="InvalidOperationException">The options are not those of a host: they have no services.</exception>
    /// <exception cref="NotSupportedException">The endpoint speaks HTTP/3 only, whose sockets cannot be made inside.</exception>
    public static void ListenInNamespace(this KestrelServerOptions options, NetworkNamespace ns, IPEndPoint endPoint, Action<ListenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ns);
        ArgumentNullException.ThrowIfNull(endPoint);
        if (options.ApplicationServices is not { } services)
        {
            throw new InvalidOperationException("ListenInNamespace is for the options of a host: call it in ConfigureKestrel.");
        }

        MakeSocketsInside(services.GetRequiredService<IOptions<SocketTransportOptions>>().Value);
        var feature = new NetworkNamespaceFeature(ns);
        options.Listen(new NamespaceEndPoint(ns, endPoint), listen =>
        {
            listen.Use(next => connection =>
            {
                connection.Features.Set<INetworkNamespaceFeature>(feature);
                return next(connection);
            });
            configure?.Invoke(listen);
            WithoutQuic(listen);
        });
    }

    private static void MakeSocketsInside(SocketTransportOptions transport)
    {
        Func<EndPoint, Socket> others = transport.CreateBoundListenSocket;
        if (others.Target is not InsideSockets)
        {
            transport.CreateBoundListenSocket = new InsideSockets(others).Create;
        }
    }

    private static void WithoutQuic(ListenOptions listen)
    {
        listen.Protocols = listen.Protocols == HttpProtocols.Http3
            ? throw new NotSupportedException("HTTP/3 cannot be served inside a network namespace: QUIC makes its sockets itself, at home.")
            : listen.Protocols & ~HttpProtocols.Http3;
    }

    /// <summary>The sockets of our endpoints; the others' are made as before.</summary>
    private sealed class InsideSockets(Func<EndPoint, Socket> others)
    {
        internal Socket Create(EndPoint endPoint) => endPoint is NamespaceEndPoint inside ? inside.Bind() : others(endPoint);
    }
}
