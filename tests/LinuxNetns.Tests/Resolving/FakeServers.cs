using System.Net.Sockets;

namespace LinuxNetns.Tests.Resolving;

/// <summary>Name servers by a function; the questions are remembered as "SERVER/NAME/TYPE", with + where they came by TCP. Null is silence.</summary>
internal sealed class FakeServers(Func<string, string, ushort, bool, Reply?> answer) : IDnsTransport
{
    internal List<string> Asked { get; } = [];

    public async Task<DnsResponse> AskAsync(NameServer server, ReadOnlyMemory<byte> query, bool tcp, Predicate<DnsResponse> isAnswer, CancellationToken cancellationToken)
    {
        int at = 12;
        Assert.True(DnsName.TryRead(query.Span, ref at, out string name));
        ushort type = query.Span[at + 1];
        lock (Asked)
            Asked.Add($"{server.Address}/{name}/{(type == DnsMessage.A ? "A" : "AAAA")}{(tcp ? "+" : "")}");
        if (answer(server.Address.ToString(), name, type, tcp) is not Reply reply)
            throw new SocketException((int)SocketError.ConnectionRefused);
        byte[] message = reply.ToArray();
        query.Span[..2].CopyTo(message);
        DnsResponse response = DnsMessage.Parse(message)!;
        if (!isAnswer(response))
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return response;
    }
}
