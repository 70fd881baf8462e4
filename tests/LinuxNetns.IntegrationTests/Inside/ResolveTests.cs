using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.IntegrationTests.Inside;

public sealed class ResolveTests : InsidePair
{
    [Fact]
    public async Task Files_of_the_namespace_come_before_those_of_the_machine()
    {
        WriteEtc("lnx-red", "hosts", "192.0.2.1 split\n2001:db8::1 split\n");
        WriteEtc("lnx-blue", "hosts", "192.0.2.2 split\n");
        WriteEtc("lnx-blue", "nsswitch.conf", "hosts: files\n");

        Assert.Equal(["192.0.2.1", "2001:db8::1"], (await Red.ResolveAsync("split", cancellationToken: Token)).Select(a => a.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["192.0.2.2"], (await Blue.ResolveAsync("SPLIT.", AddressFamily.InterNetwork, Token)).Select(a => a.ToString()));
        Assert.Equal(SocketError.HostNotFound, (await Assert.ThrowsAsync<SocketException>(() => Blue.ResolveAsync("nothing.example", cancellationToken: Token))).SocketErrorCode);
        Assert.Equal([IPAddress.Parse("192.0.2.7")], await Red.ResolveAsync("192.0.2.7", cancellationToken: Token));
        await Assert.ThrowsAsync<SocketException>(() => Red.ResolveAsync("192.0.2.7", AddressFamily.InterNetworkV6, Token));
    }

    [Fact]
    public async Task A_name_server_is_asked_from_inside_by_udp_and_by_tcp_where_it_does_not_fit()
    {
        WriteEtc("lnx-red", "resolv.conf", $"nameserver {BlueAddress}\noptions timeout:20\n");
        WriteEtc("lnx-red", "nsswitch.conf", "hosts: dns\n");
        using Socket udp = Blue.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Any, 53));
        using Socket tcp = Blue.Listen(new IPEndPoint(IPAddress.Any, 53));
        Task<EndPoint> server = ServeAsync(udp, tcp);

        Assert.Equal([IPAddress.Parse("192.0.2.53")], await Red.ResolveAsync("any.example", AddressFamily.InterNetwork, Token));
        Assert.Equal("10.77.0.1", ((IPEndPoint)await server).Address.ToString());
    }

    [Fact]
    public async Task A_silent_server_is_given_up_and_the_next_one_asked()
    {
        WriteEtc("lnx-red", "resolv.conf", $"nameserver 10.77.0.99\nnameserver {BlueAddress}\noptions timeout:1 attempts:1\n");
        WriteEtc("lnx-red", "nsswitch.conf", "hosts: dns\n");
        using Socket udp = Blue.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Any, 53));
        Task server = AnswerAsync(udp, truncated: false);

        Assert.Equal([IPAddress.Parse("192.0.2.53")], await Red.ResolveAsync("any.example", AddressFamily.InterNetwork, Token));
        await server;
    }

    [Fact]
    public async Task The_same_name_means_different_hosts_to_two_dnsmasqs()
    {
        TestPrivilege.RequireProgram("dnsmasq");
        foreach ((string name, NetworkNamespace ns, string address) in new[] { ("lnx-red", Red, "192.0.2.1"), ("lnx-blue", Blue, "192.0.2.2") })
        {
            WriteEtc(name, "resolv.conf", "nameserver 127.0.0.1\nnameserver ::1\nsearch corp.example\noptions timeout:2\n");
            WriteEtc(name, "nsswitch.conf", "hosts: dns\n");
            // -d: stays what and who it is, which in a user namespace is all it can be.
            await using NamespaceProcess process = ns.StartProcess("dnsmasq", ["-d", "-C", "/dev/null", "--no-hosts", "--no-resolv", "--listen-address=127.0.0.1,::1", "--bind-interfaces",
                $"--host-record=host.corp.example,{address},2001:db8::{address[^1]}", "--cname=alias.corp.example,host.corp.example", "--local=/example/"],
                new ExecOptions { StandardError = StandardStreamMode.Null, StandardOutput = StandardStreamMode.Null });
            try
            {
                long end = Environment.TickCount64 + TestTimeout.Seconds(30) * 1000;
                while (!ns.Sockets.List().Any(s => s.Local?.Port == 53))
                {
                    Assert.True(Environment.TickCount64 < end, "dnsmasq does not start.");
                    await Task.Delay(20, Token);
                }

                Assert.Equal([IPAddress.Parse($"2001:db8::{address[^1]}"), IPAddress.Parse(address)], await ns.ResolveAsync("host", cancellationToken: Token));
                Assert.Equal([IPAddress.Parse(address)], await ns.ResolveAsync("alias.corp.example", AddressFamily.InterNetwork, Token));
                Assert.Equal(SocketError.HostNotFound, (await Assert.ThrowsAsync<SocketException>(() => ns.ResolveAsync("nobody.example.", cancellationToken: Token))).SocketErrorCode);
            }
            finally
            {
                process.Kill();
            }
        }
    }

    private static async Task<EndPoint> ServeAsync(Socket udp, Socket tcp)
    {
        EndPoint client = await AnswerAsync(udp, truncated: true);
        using Socket connection = await tcp.AcceptAsync(Token);
        byte[] buffer = new byte[512];
        int length = await connection.ReceiveAsync(buffer, Token);
        byte[] answer = Answer(buffer.AsSpan(2, length - 2), truncated: false);
        byte[] framed = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
        // In two pieces: a stream may.
        await connection.SendAsync(framed.AsMemory(0, 5), Token);
        await connection.SendAsync(framed.AsMemory(5), Token);
        return client;
    }

    private static async Task<EndPoint> AnswerAsync(Socket udp, bool truncated)
    {
        byte[] buffer = new byte[512];
        SocketReceiveFromResult received = await udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), Token);
        byte[] query = buffer[..received.ReceivedBytes];
        // Somebody else's answer first, and rubbish.
        byte[] wrong = Answer(query, truncated: false);
        wrong[0] ^= 0xff;
        await udp.SendToAsync(wrong, received.RemoteEndPoint, Token);
        await udp.SendToAsync(new byte[] { 1, 2, 3 }, received.RemoteEndPoint, Token);
        await udp.SendToAsync(Answer(query, truncated), received.RemoteEndPoint, Token);
        return received.RemoteEndPoint;
    }

    private static byte[] Answer(ReadOnlySpan<byte> query, bool truncated)
    {
        byte[] answer = [.. query, .. truncated ? [] : (byte[])[0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 53]];
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2), (ushort)(truncated ? 0x8380 : 0x8180));
        answer[7] = (byte)(truncated ? 0 : 1);
        return answer;
    }
}
