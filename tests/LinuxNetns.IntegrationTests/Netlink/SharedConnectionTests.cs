using System.Runtime.InteropServices;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>One connection, many callers, and what goes wrong in between.</summary>
public sealed partial class SharedConnectionTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(120);

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    /// <summary>
    /// The kernel drops answers that find no room, and every further one until the queue was empty: who did not read it away would wait for ever.
    /// </summary>
    [Fact]
    public async Task A_connection_whose_answers_were_lost_goes_on()
    {
        SafeFileHandle socket = NamespaceWindow.OpenSocket(_lab.Namespace.Handle, 16, 3 | 0x80000, 0);
        int smallest = 1;
        Assert.Equal(0, SetSockOpt(socket, 1, 8, in smallest, sizeof(int)));
        using NetlinkConnection connection = NetlinkConnection.FromHandle(socket);
        for (int round = 0; round < 5; round++)
        {
            NetlinkBatch batch = connection.CreateBatch();
            for (int i = 0; i < 128; i++)
            {
                batch.Delete(new Link($"none{i}"));
            }

            Assert.Equal(Errno.ENOBUFS, (await Assert.ThrowsAsync<NetlinkException>(() => batch.ExecuteAsync(TestContext.Current.CancellationToken).WaitAsync(s_deadline, TestContext.Current.CancellationToken))).Errno);
            Assert.Contains(await connection.Links.ListAsync(TestContext.Current.CancellationToken).WaitAsync(s_deadline, TestContext.Current.CancellationToken), link => link.Name == "lo");
            Assert.Equal("lo", (await connection.Links.GetAsync("lo", TestContext.Current.CancellationToken).WaitAsync(s_deadline, TestContext.Current.CancellationToken)).Name);
        }
    }

    [Fact]
    public async Task Cancelled_callers_leave_the_stream_in_step()
    {
        _lab.Ip("-batch -", string.Concat(Enumerable.Range(0, 20).Select(i => $"link add v{i} type veth peer p{i}\n")));
        LinkTable links = _lab.Namespace.Links;
        Dictionary<string, int> indexes = links.List().ToDictionary(link => link.Name, link => link.Index);
        int cancelled = 0;
        int answered = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(
            async () =>
            {
                var random = new Random(caller);
                // Both must happen, or it proves nothing: on a busy machine that takes longer.
                for (int i = 0; i < 150 || (i < 15_000 && (Volatile.Read(ref cancelled) == 0 || Volatile.Read(ref answered) == 0)); i++)
                {
                    using var stop = new CancellationTokenSource();
                    string name = $"v{random.Next(20)}";
                    Task canceller = random.Next(3) == 0 ? Task.CompletedTask : Task.Run(
                        async () =>
                        {
                            await Task.Delay(random.Next(2), TestContext.Current.CancellationToken);
                            await stop.CancelAsync();
                        },
                        TestContext.Current.CancellationToken);
                    try
                    {
                        if (i % 4 == 0)
                        {
                            Assert.Equal(indexes.Count, (await links.ListAsync(stop.Token)).Count);
                        }
                        else
                        {
                            Link link = await links.GetAsync(name, stop.Token);
                            Assert.Equal((name, indexes[name]), (link.Name, link.Index));
                        }

                        Interlocked.Increment(ref answered);
                    }
                    catch (OperationCanceledException)
                    {
                        Interlocked.Increment(ref cancelled);
                    }

                    await canceller;
                }
            },
            TestContext.Current.CancellationToken))).WaitAsync(s_deadline, TestContext.Current.CancellationToken);

        Assert.InRange(cancelled, 1, int.MaxValue);
        Assert.InRange(answered, 1, int.MaxValue);
        Assert.Equal(indexes.Count, links.List().Count);
    }

    [Fact]
    public async Task A_connection_that_is_disposed_of_under_its_callers_ends_them()
    {
        for (int round = 0; round < 20; round++)
        {
            NetlinkConnection connection = NetlinkConnection.FromHandle(NamespaceWindow.OpenSocket(_lab.Namespace.Handle, 16, 3 | 0x80000, 0));
            Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(
                () =>
                {
                    while (true)
                    {
                        Assert.Contains(connection.Links.List(), link => link.Name == "lo");
                    }
                },
                TestContext.Current.CancellationToken))];
            await Task.Delay(round, TestContext.Current.CancellationToken);

            connection.Dispose();

            foreach (Task caller in callers)
            {
                await Assert.ThrowsAsync<ObjectDisposedException>(() => caller.WaitAsync(s_deadline, TestContext.Current.CancellationToken));
            }
        }
    }

    /// <summary>In a process of its own, where nobody else opens and closes: nothing may be left.</summary>
    [Fact]
    public async Task Lists_during_changes_have_no_wrong_row_and_leave_nothing()
    {
        TestKernel.Require(5, 14, "SO_NETNS_COOKIE");
        SandboxResult result = await ExecFixture.RunHost("storm", "/run/none", "/etc/none", "60");

        Assert.True(
            result is { ExitCode: 0, Output: "warm\nenough: True\nlinks: lo stable\nroutes: 300 300\nleft: \n" }, $"{result.ExitCode}: {result.Output}{result.Error}");
    }

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(SafeHandle socket, int level, int option, in int value, uint length);
}
