using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

public sealed class EnterTests : InsidePair
{
    [Fact]
    public async Task Code_is_inside_until_the_scope_ends_across_awaits()
    {
        string home = Here();
        using (Red.Enter())
        {
            Assert.Equal(Red.Id.ToString(), Here());
            await Task.Delay(1, Token);
            Assert.Equal(Red.Id.ToString(), Here());
            await WithoutContextAsync();
            Assert.Same(Red, AmbientNamespace.Current);
            Assert.Equal(Red.Id.ToString(), await Task.Run(Here, Token));
            Assert.Equal(home, await OutsideAsync());
        }

        Assert.Equal(home, Here());
        await Task.Yield();
        Assert.Equal(home, Here());
        Assert.Null(AmbientNamespace.Current);
        Assert.Equal(home, await Task.Run(Here, Token));
    }

    [Fact]
    public async Task An_ordinary_connection_is_made_from_inside()
    {
        using Socket listener = Blue.Listen(new IPEndPoint(IPAddress.Any, 0));
        using var client = new TcpClient();
        Socket inside = await Red.RunAsync(async () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(BlueAddress, ((IPEndPoint)listener.LocalEndPoint!).Port), Token);
            return socket;
        });
        using (inside)
            AssertInside(Red, inside);
    }

    [Fact]
    public async Task Namespaces_nest_and_are_switched_between()
    {
        string home = Here();
        using (Red.Enter())
        {
            using (Blue.Enter())
            {
                await Task.Yield();
                Assert.Equal(Blue.Id.ToString(), Here());
                using (Blue.Enter())
                    Assert.Equal(Blue.Id.ToString(), Here());
                using (Red.Enter())
                    Assert.Equal(Red.Id.ToString(), await Task.Run(Here, Token));
                Assert.Same(Blue, AmbientNamespace.Current);
            }

            Assert.Equal(Red.Id.ToString(), Here());
            // The library's own work is where it says, whatever surrounds it.
            using Socket socket = Blue.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            AssertInside(Blue, socket);
            Assert.Contains(Blue.Links.List(), link => link.Name == "v0");
            Assert.Equal(Blue.Id.ToString(), (await Blue.ExecAsync("readlink", ["/proc/self/ns/net"], cancellationToken: Token)).StandardOutput.Trim());
            Assert.Equal(Red.Id.ToString(), Here());
        }

        Assert.Equal(home, Here());
    }

    [Fact]
    public void Other_values_that_flow_are_kept()
    {
        var local = new AsyncLocal<string?> { Value = "before" };
        using (Red.Enter())
        {
            Assert.Equal("before", local.Value);
            local.Value = "inside";
        }

        Assert.Equal("inside", local.Value);
        Assert.NotEqual(Red.Id.ToString(), Here());
    }

    [Fact]
    public void Scopes_end_in_their_order_and_twice_is_once()
    {
        string home = Here();
        AmbientScope outer = Red.Enter();
        AmbientScope inner = Blue.Enter();

        Assert.Throws<InvalidOperationException>(outer.Dispose);
        Assert.Equal(Blue.Id.ToString(), Here());
        inner.Dispose();
        inner.Dispose();
        Assert.Equal(Red.Id.ToString(), Here());
        outer.Dispose();
        outer.Dispose();
        default(AmbientScope).Dispose();
        Assert.Equal(home, Here());
        Assert.True(outer != inner && outer.Equals((object)outer));
    }

    [Fact]
    public void Where_nothing_would_flow_it_is_refused()
    {
        using (ExecutionContext.SuppressFlow())
            Assert.Throws<InvalidOperationException>(() => Red.Enter());
        Assert.NotEqual(Red.Id.ToString(), Here());
    }

    [Fact]
    public void Nothing_is_allocated_where_nothing_else_flows()
    {
        long allocated = -1;
        var thread = new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
                Red.Enter().Dispose();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                Red.Enter().Dispose();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.UnsafeStart();
        thread.Join();

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task Code_that_outlives_the_handle_is_in_quarantine_and_nowhere_else()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string home = Here();
        Task<string> late = Red.RunAsync(async () =>
        {
            await go.Task;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            SocketException e = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(BlueAddress, 80, Token).AsTask());
            Assert.Equal(SocketError.NetworkUnreachable, e.SocketErrorCode);
            Assert.Same(Red, AmbientNamespace.Current);
            return Here();
        });
        Red.Dispose();
        go.SetResult();

        string there = await late;
        Assert.DoesNotContain(there, new[] { home, Red.Id.ToString(), Blue.Id.ToString() });
        Assert.Equal(home, Here());
        Assert.Throws<ObjectDisposedException>(() => Red.Enter());
    }

    [Fact]
    public async Task Code_that_outlives_the_handle_stays_if_it_shall()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Red.AfterDispose = FlowsAfterDispose.Drain;
        Task<string> late = Red.RunAsync(async () =>
        {
            await go.Task;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
            return Here();
        });
        Red.Dispose();
        go.SetResult();

        Assert.Equal(Red.Id.ToString(), await late);
        Assert.Throws<ObjectDisposedException>(() => Red.Enter());
    }

    [Fact]
    public async Task An_exception_leaves_too()
    {
        string home = Here();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Red.RunAsync(async () =>
        {
            await Task.Yield();
            throw new InvalidTimeZoneException();
        }));
        Action throws = () =>
        {
            using (Red.Enter())
                throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(throws);
        Assert.Equal(home, Here());
    }

    [Fact]
    public async Task The_audit_finds_a_thread_that_was_started_behind_its_back()
    {
        using var started = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Thread thread;
        using (Red.Enter())
        {
            thread = new Thread(() =>
            {
                started.Set();
                end.Wait();
            }) { Name = "behind" };
            // Without a context that flows: it is born inside, and nothing brings it home.
            thread.UnsafeStart();
            started.Wait(Token);
            await Task.Yield();
        }

        StrayThread stray = Assert.Single(NamespaceThreadAudit.Find(), s => s.Actual == Red.Id);
        Assert.Equal(("behind", true), (stray.Name, stray.RunsCode));
        Assert.NotEqual(Red.Id, stray.Expected);
        end.Set();
        thread.Join();
        Assert.DoesNotContain(NamespaceThreadAudit.Find(), s => s.Actual == Red.Id && s.RunsCode);
    }

    private async Task WithoutContextAsync()
    {
        await Task.Delay(1, Token).ConfigureAwait(false);
        Assert.Equal(Red.Id.ToString(), Here());
    }

    private static async Task<string> OutsideAsync()
    {
        var told = new TaskCompletionSource<string>();
        ThreadPool.UnsafeQueueUserWorkItem(_ => told.SetResult(Here()), null);
        return await told.Task;
    }
}
