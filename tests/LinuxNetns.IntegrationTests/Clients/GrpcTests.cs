using System.Globalization;
using System.Net;
using System.Text;

using Grpc.Core;
using Grpc.Net.Client;
using LinuxNetns.IntegrationTests.AspNetCore;
using LinuxNetns.IntegrationTests.Inside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LinuxNetns.IntegrationTests.Clients;

/// <summary>gRPC over HTTP/2 between two namespaces: calls and streams.</summary>
public sealed class GrpcTests : InsidePair
{
    private static readonly Marshaller<string> s_text = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);
    private static readonly Method<string, string> s_call = new(MethodType.Unary, "test.Echo", "Say", s_text, s_text);
    private static readonly Method<string, string> s_stream = new(MethodType.DuplexStreaming, "test.Echo", "Stream", s_text, s_text);

    [Fact]
    public async Task Calls_and_streams_go_from_namespace_to_namespace()
    {
        await using WebApplication app = InsideServer.Create(
            kestrel => kestrel.ListenInNamespace(Blue, new IPEndPoint(BlueAddress, 5000), listen => listen.Protocols = HttpProtocols.Http2),
            pipeline =>
            {
                pipeline.UseNetworkNamespace();
                pipeline.UseRouting();
#pragma warning disable ASP0014 // before the server's answer to all else
                pipeline.UseEndpoints(endpoints => endpoints.MapGrpcService<EchoService>());
#pragma warning restore ASP0014
            },
            services => services.AddGrpc());
        await app.StartAsync(Token);
        using GrpcChannel channel = GrpcChannel.ForAddress("http://10.77.0.2:5000", new GrpcChannelOptions { HttpHandler = Red.CreateHttpHandler(), DisposeHttpClient = true });
        CallInvoker invoker = channel.CreateCallInvoker();
        string expected = string.Create(CultureInfo.InvariantCulture, $"ipv4:10.77.0.1 {Blue.Id.KernelId}");

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => invoker.AsyncUnaryCall(s_call, null, new CallOptions(cancellationToken: Token), $"{i}").ResponseAsync));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i} {expected}"), answers);

        using AsyncDuplexStreamingCall<string, string> stream = invoker.AsyncDuplexStreamingCall(s_stream, null, new CallOptions(cancellationToken: Token));
        for (int i = 0; i < 10; i++)
        {
            await stream.RequestStream.WriteAsync($"{i}", Token);
            Assert.True(await stream.ResponseStream.MoveNext(Token));
            Assert.Equal($"{i} {expected}", stream.ResponseStream.Current);
        }

        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(Token));
    }

    /// <summary>Says who asked and where the handler is.</summary>
    [BindServiceMethod(typeof(EchoService), nameof(Bind))]
    public class EchoService
    {
        public static void Bind(ServiceBinderBase binder, EchoService? service)
        {
            ArgumentNullException.ThrowIfNull(binder);
            binder.AddMethod(s_call, service is null ? null : new UnaryServerMethod<string, string>(service.Say));
            binder.AddMethod(s_stream, service is null ? null : new DuplexStreamingServerMethod<string, string>(service.Stream));
        }

        public virtual async Task<string> Say(string request, ServerCallContext context)
        {
            await Task.Yield();
            return Answer(request, context);
        }

        public virtual async Task Stream(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
        {
            await foreach (string request in requests.ReadAllAsync())
            {
                await responses.WriteAsync(Answer(request, context));
            }
        }

        private static string Answer(string request, ServerCallContext context)
        {
            using var probe = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
            return string.Create(CultureInfo.InvariantCulture, $"{request} {context.Peer[..context.Peer.LastIndexOf(':')]} {CookieOf(probe)}");
        }
    }
}
