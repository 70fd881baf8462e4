using System.Net;
using System.Net.Sockets;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>What goes wrong while something is inside: a typed error or the documented end, and nothing in the wrong network.</summary>
public sealed class FaultTests : InsidePair
{
    private const string Sound = "afterwards inside True home True stray 0\n";

    [Theory]
    [InlineData("refused", "socket: done\nsocket: NotPermitted\nenter: NotPermitted\ncurrent True home True\n" + Sound)]
    [InlineData("dropped-run", "another True\n" + Sound)]
    [InlineData("threads", "run: LimitReached\n" + Sound)]
    public async Task A_thread_that_cannot_be_had_or_moved_is_told(string fault, string expected)
    {
        SandboxResult result = await ExecFixture.RunHost("inside-fault", "/nonexistent", "/nonexistent", fault);

        Assert.True(result.ExitCode == 0 && result.Output == expected, $"{result.Output}{result.Error}");
    }

    /// <summary>The kernel has taken away what the way home needs, and the next line is somebody else's.</summary>
    [Fact]
    public async Task A_flow_that_loses_its_capability_inside_ends_the_process()
    {
        SandboxResult result = await ExecFixture.RunHost("inside-fault", "/nonexistent", "/nonexistent", "dropped");

        Assert.Equal((134, "dropped\n"), (result.ExitCode, result.Output));
        Assert.Contains("Has the thread lost CAP_SYS_ADMIN?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_descriptors_every_way_in_says_so_and_works_later()
    {
        string host = ExecFixture.HostPath;

        CommandResult result = await Red.ExecAsync(
            "prlimit", ["--nofile=200", "dotnet", host, "inside-fault", "/nonexistent", "/nonexistent", "descriptors"], new ExecOptions { Sysfs = SysfsMode.None, Timeout = TimeSpan.FromSeconds(TestTimeout.Seconds(60)) }, Token);

        Assert.Equal("full\nenter with 0 spare: LimitReached\nrun with 0 spare: LimitReached\nsocket: LimitReached\ncreate: LimitReached\n" + Sound, result.StandardOutput);
    }

    [Fact]
    public async Task A_namespace_is_deleted_under_a_request_a_flow_and_synchronous_code()
    {
        string home = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        using Socket listener = Red.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var http = new HttpClient(Red.CreateHttpHandler());
        Task<string> request = http.GetStringAsync($"http://{listener.LocalEndPoint}/", Token);
        using Socket server = await listener.AcceptAsync(Token);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var running = new SemaphoreSlim(0);
        Task<string> flow = Red.RunAsync(async () =>
        {
            await go.Task;
            return new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        });
        Task<ulong> code = Task.Run(() => Red.Run(() =>
        {
            running.Release();
            go.Task.Wait(Token);
            return CookieOf(listener);
        }), Token);
        await running.WaitAsync(Token);

        Test.Registry.Delete("lnx-red");
        Red.Dispose();
        go.SetResult();

        // The sockets keep their network alive: what is under way ends there.
        await server.ReceiveAsync(new byte[4096].AsMemory(), Token);
        await server.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"), Token);
        Assert.Equal("ok", await request);
        Assert.Equal(Red.Id.KernelId, await code);
        Assert.DoesNotContain(await flow, new[] { home, Red.Id.ToString(), Blue.Id.ToString() });
        // And nothing new begins.
        Assert.Throws<ObjectDisposedException>(() => Red.Enter());
        Assert.Throws<ObjectDisposedException>(() => Red.Run(() => 0));
        Assert.Throws<ObjectDisposedException>(() => Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await Assert.ThrowsAnyAsync<Exception>(() => http.GetStringAsync("http://127.0.0.1:1/", Token));
    }

    /// <summary>One thread waits for all monitors: started by code that is inside it must not stay there, or the namespace would live as long as the monitor of another.</summary>
    [Fact]
    public async Task A_monitor_that_is_opened_inside_waits_at_home()
    {
        SandboxResult result = await ExecFixture.RunHost("inside-monitor", "/nonexistent", "/nonexistent");

        Assert.True(result is { ExitCode: 0, Output: "threads 1 away 0 back True\n" }, $"{result.Output}{result.Error}");
    }
}
