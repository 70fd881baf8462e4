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
                for (int i = 0; i < 150; i++)
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

        // Both must have happened, or it proves nothing.
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
                        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
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

    /// <summary>Names tell what a row must be: a bridge br*, a veth v* with its peer p*. A row put together from two would not fit.</summary>
    [Fact]
    public async Task Dumps_during_changes_have_no_wrong_row()
    {
        int descriptors = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        using var stop = new CancellationTokenSource();
        int dumps = 0;
        Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(writer), TestContext.Current.CancellationToken))];
        Task[] readers = [.. Enumerable.Range(0, 4).Select(reader => Task.Run(() => Read(own: reader % 2 == 0), TestContext.Current.CancellationToken))];

        await Task.WhenAll(writers).WaitAsync(s_deadline, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(s_deadline, TestContext.Current.CancellationToken);

        Assert.InRange(dumps, 20, int.MaxValue);
        Assert.Equal("lo", Assert.Single(_lab.Namespace.Links.List()).Name);
        // Other tests run beside.
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, descriptors + 50);

        void Write(int writer)
        {
            using NetlinkConnection connection = Connect();
            for (int i = 0; i < 60; i++)
            {
                string id = $"{writer}x{i}";
                int mtu = 1000 + (writer * 100) + i;
                connection.Links.Add(new BridgeLink("br" + id) { Mtu = mtu, Group = mtu });
                connection.Links.Add(new VethLink("v" + id) { Mtu = mtu, Group = mtu, PeerName = "p" + id });
                if (i % 3 == 0)
                {
                    connection.Links.Change("v" + id, new Link { Master = "br" + id });
                }

                if (i >= 5)
                {
                    Remove(connection, $"{writer}x{i - 5}");
                }
            }

            for (int i = 55; i < 60; i++)
            {
                Remove(connection, $"{writer}x{i}");
            }
        }

        void Read(bool own)
        {
            using NetlinkConnection? mine = own ? Connect() : null;
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    IReadOnlyList<Link> links = (mine ?? _lab.Namespace.Netlink).Links.List();
                    Interlocked.Increment(ref dumps);
                    Assert.Equal(links.Count, links.DistinctBy(link => link.Index).Count());
                    Assert.All(links, Check);
                }
                catch (NetlinkDumpInterruptedException)
                {
                    // Typed, and allowed.
                }
            }
        }

        NetlinkConnection Connect() => NetlinkConnection.FromHandle(NamespaceWindow.OpenSocket(_lab.Namespace.Handle, 16, 3 | 0x80000, 0));
    }

    private static void Remove(NetlinkConnection connection, string id)
    {
        connection.Links.Delete("v" + id);
        connection.Links.Delete("br" + id);
    }

    private static void Check(Link link)
    {
        string id = link.Name.TrimStart('b', 'r', 'v', 'p');
        switch (link.Name[0])
        {
            case 'l':
                Assert.Equal(("lo", 1), (link.Name, link.Index));
                break;
            case 'p':
                Assert.Equal(1500, Assert.IsType<VethLink>(link).Mtu);
                break;
            default:
                int[] numbers = Array.ConvertAll(id.Split('x'), text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
                int expected = 1000 + (numbers[0] * 100) + numbers[1];
                Assert.Equal(expected, link.Group);
                // The dump of newer kernels takes no lock (rtnl_dump_ifinfo under RCU): a bridge may be seen while it is being made, before it got its address and its MTU.
                Assert.True(link.Mtu == expected || (link is BridgeLink && link.Mtu == 1500), $"{link.Name} has MTU {link.Mtu}");
                Assert.Equal(link.Name[0] == 'b' ? typeof(BridgeLink) : typeof(VethLink), link.GetType());
                break;
        }
    }

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(SafeHandle socket, int level, int option, in int value, uint length);
}
