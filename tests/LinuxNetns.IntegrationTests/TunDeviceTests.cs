using System.Net;
using System.Text.Json;
using LinuxNetns.IntegrationTests.Netlink;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class TunDeviceTests : IDisposable
{
    private readonly Lab _lab = new();

    private NetworkNamespace Ns => _lab.Namespace;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_device_appears_in_the_namespace_and_nowhere_else_and_goes_when_it_is_closed()
    {
        Require();
        using var here = NetworkNamespace.OpenCurrent();

        using (TunDevice tun = Ns.CreateTunDevice(new TunOptions { Name = "tun-lib", OwnerUserId = Mapped(1234), OwnerGroupId = Mapped(567) }))
        {
            var link = Assert.IsType<TunLink>(Ns.Links.Get("tun-lib"));
            Assert.Equal(("tun-lib", link.Index, TunMode.Tun, false), (tun.Name, tun.Index, tun.Mode, tun.IsPersistent));
            Assert.Equal((TunMode.Tun, Mapped(1234), Mapped(567)), (link.Mode!.Value, link.OwnerUserId!.Value, link.OwnerGroupId!.Value));
            Assert.Equal((false, false, false, false), (link.HasPacketInformation, link.HasVirtioHeader, link.IsPersistent, link.IsMultiQueue));
            Assert.Null(here.Links.Find("tun-lib"));
        }

        AssertGone();
        Assert.Equal(0, ThreadsInside());
    }

    public static TheoryData<TunOptions> Options =>
    [
        new TunOptions { Name = "t", Persistent = true },
        new TunOptions { Name = "t", Mode = TunMode.Tap, Persistent = true },
        new TunOptions { Name = "t", PacketInformation = true, Persistent = true },
        new TunOptions { Name = "t", Mode = TunMode.Tap, VirtioHeader = true, Persistent = true },
        new TunOptions { Name = "t", MultiQueue = true, Persistent = true },
        new TunOptions { Name = "t", Mode = TunMode.Tap, MultiQueue = true, VirtioHeader = true, PacketInformation = true, OwnerUserId = Mapped(7), OwnerGroupId = Mapped(8), Persistent = true },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void What_we_make_ip_shows_as_if_it_had_made_it(TunOptions options)
    {
        Require();
        string words = $"{(options.Mode == TunMode.Tap ? "mode tap" : "mode tun")}{(options.PacketInformation ? " pi" : "")}{(options.VirtioHeader ? " vnet_hdr" : "")}"
            + $"{(options.MultiQueue ? " multi_queue" : "")}{(options.OwnerUserId is uint user ? $" user {user}" : "")}{(options.OwnerGroupId is uint group ? $" group {group}" : "")}";
        _lab.Ip($"tuntap add dev t {words}");
        string expected = Shown();
        var byIp = (TunLink)Ns.Links.Get("t");
        _lab.Ip("link del dev t");

        using (TunDevice device = Ns.CreateTunDevice(options))
        {
            Assert.True(device.IsPersistent);
        }

        Assert.Equal(expected, Shown());
        Assert.Equal(byIp with { Index = 0, Address = null }, (TunLink)Ns.Links.Get("t") with { Index = 0, Address = null });
        Ns.Links.Delete("t");
    }

    /// <summary>The kernel makes a device that is not there: who opens one that goes that moment must not have made another.</summary>
    [Fact]
    public async Task A_device_that_goes_while_it_is_opened_is_not_made_anew()
    {
        Require();
        var made = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>();
        var opened = new System.Collections.Concurrent.ConcurrentBag<int>();
        using var stop = new CancellationTokenSource();
        Task[] openers = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        using TunDevice device = Ns.OpenTunDevice("t");
                        opened.Add(device.Index);
                    }
                    catch (IOException)
                    {
                        // Not there, or somebody else has it open.
                    }
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        // An opener must have come in between at least once, or it proves nothing: on a busy machine that takes longer.
        for (int i = 0; i < 150 || (opened.IsEmpty && i < 15_000); i++)
        {
            try
            {
                using (TunDevice device = Ns.CreateTunDevice(new TunOptions { Name = "t", Persistent = true }))
                {
                    made[device.Index] = true;
                }

                SpinWait.SpinUntil(() => false, i % 3);
                Ns.Links.Delete("t");
            }
            catch (IOException)
            {
                // An opener has made one in between, for a moment: that is what the kernel does.
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(openers);
        Assert.NotEmpty(opened);
        Assert.All(opened, index => Assert.True(made.ContainsKey(index)));
    }

    [Fact]
    public async Task Packets_go_both_ways()
    {
        Require();
        using TunDevice tun = Ns.CreateTunDevice(new TunOptions { Name = "t" });
        _lab.Ip("address add 10.7.0.1/24 dev t");
        Ns.Links.Change("t", new Link { IsUp = true });
        byte[] request = EchoRequest();

        await tun.WriteAsync(request, TestContext.Current.CancellationToken);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[2000];
        int length;
        do
        {
            // IPv6 has things to say of its own first.
            length = await tun.ReadAsync(buffer, deadline.Token);
        }
        while (buffer[0] >> 4 != 4);

        Assert.Equal(request.Length, length);
        Assert.Equal((IPAddress.Parse("10.7.0.1"), IPAddress.Parse("10.7.0.2"), 0), (new IPAddress(buffer[12..16]), new IPAddress(buffer[16..20]), (int)buffer[20]));
        Assert.Equal(request[28..], buffer[28..length]);
    }

    [Fact]
    public async Task A_reader_is_woken_by_cancellation_and_by_disposal()
    {
        Require();
        using TunDevice tun = Ns.CreateTunDevice();
        using var cancellation = new CancellationTokenSource();
        var buffer = new byte[2000];

        Task<int> cancelled = tun.ReadAsync(buffer, cancellation.Token).AsTask();
        Task<int> waiting = tun.ReadAsync(new byte[2000], CancellationToken.None).AsTask();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(cancelled.IsCompleted || waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(waiting.IsCompleted);
        tun.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Throws<ObjectDisposedException>(() => tun.Read(buffer, TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => tun.Name);
        AssertGone();
    }

    [Fact]
    public void A_persistent_device_is_opened_again_and_made_transient()
    {
        Require();
        Ns.CreateTunDevice(new TunOptions { Name = "t", Mode = TunMode.Tap, VirtioHeader = true, Persistent = true }).Dispose();
        Assert.NotNull(Ns.Links.Find("t"));

        TunDevice? opened = null;
        AssertSoon(() => (opened = TryOpen("t")) is not null);
        using (TunDevice tap = opened!)
        {
            Assert.Equal((TunMode.Tap, true, Ns.Links.Get("t").Index), (tap.Mode, tap.IsPersistent, tap.Index));
            Assert.True(((TunLink)Ns.Links.Get("t")).HasVirtioHeader);
            Assert.Equal(Errno.EBUSY, Assert.Throws<NetworkNamespaceException>(() => Ns.OpenTunDevice("t")).Errno);
            tap.SetPersistent(false);
        }

        AssertGone();
    }

    [Fact]
    public void A_device_with_several_queues_is_opened_several_times()
    {
        Require();
        using TunDevice first = Ns.CreateTunDevice(new TunOptions { Name = "t", MultiQueue = true });
        using TunDevice second = Ns.OpenTunDevice("t");

        Assert.Equal(first.Index, second.Index);
        Assert.Equal(2u, ((TunLink)Ns.Links.Get("t")).Queues);
    }

    [Fact]
    public void A_rename_and_a_deletion_are_noticed()
    {
        Require();
        using TunDevice tun = Ns.CreateTunDevice();
        Assert.StartsWith("tun", tun.Name, StringComparison.Ordinal);

        Ns.Links.Change(tun.Index, new Link("other"));
        Assert.Equal("other", tun.Name);
        Ns.Links.Delete("other");

        Assert.Equal(Errno.EBADFD, Assert.Throws<NetworkNamespaceException>(() => tun.Name).Errno);
        Assert.Equal(Errno.EBADFD, Assert.Throws<NetworkNamespaceException>(() => tun.Read(new byte[10], TestContext.Current.CancellationToken)).Errno);
    }

    [Fact]
    public void What_cannot_be_is_refused_and_nothing_is_made()
    {
        Require();
        _lab.Ip("link add va type veth peer vb");

        Assert.Equal(Errno.EBUSY, Assert.Throws<NetworkNamespaceException>(() => Ns.CreateTunDevice(new TunOptions { Name = "va" })).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetworkNamespaceException>(() => Ns.OpenTunDevice("va")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Ns.OpenTunDevice("nope")).Errno);
        foreach (string name in (string[])["", "sixteen-bytes-xx", "a/b", "a b", ".", "a\0b"])
        {
            Assert.ThrowsAny<ArgumentException>(() => Ns.CreateTunDevice(new TunOptions { Name = name }));
            Assert.ThrowsAny<ArgumentException>(() => Ns.OpenTunDevice(name));
        }

        Assert.Throws<ArgumentException>(() => Ns.CreateTunDevice(new TunOptions { Mode = (TunMode)3 }));
        Assert.DoesNotContain(Ns.Links.List(), link => link is TunLink);
        using TunDevice down = Ns.CreateTunDevice(new TunOptions { Name = "t" });
        Assert.Equal(Errno.EIO, Assert.Throws<NetworkNamespaceException>(() => down.Write(EchoRequest(), TestContext.Current.CancellationToken)).Errno);
    }

    private void AssertGone() => AssertSoon(() => !Ns.Links.List().Any(link => link is TunLink));

    /// <summary>A process that a test beside this one is starting has a copy of the descriptor until its exec.</summary>
    private static void AssertSoon(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(TestTimeout.Seconds(10))));

    /// <summary>Null while somebody else has it open.</summary>
    private TunDevice? TryOpen(string name)
    {
        try
        {
            return Ns.OpenTunDevice(name);
        }
        catch (NetworkNamespaceException e) when (e.Errno == Errno.EBUSY)
        {
            return null;
        }
    }

    /// <summary>From 10.7.0.2 to 10.7.0.1, with checksums.</summary>
    private static byte[] EchoRequest()
    {
        byte[] packet = [0x45, 0, 0, 36, 0, 1, 0, 0, 64, 1, 0, 0, 10, 7, 0, 2, 10, 7, 0, 1, 8, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8];
        Checksum(packet.AsSpan(0, 20), 10);
        Checksum(packet.AsSpan(20), 2);
        return packet;

        static void Checksum(Span<byte> part, int at)
        {
            int sum = 0;
            for (int i = 0; i < part.Length; i += 2)
            {
                sum += (part[i] << 8) | part[i + 1];
            }

            sum = ~((sum & 0xffff) + (sum >> 16));
            (part[at], part[at + 1]) = ((byte)(sum >> 8), (byte)sum);
        }
    }

    /// <summary>Of all threads of the process: those of other tests are in namespaces of theirs.</summary>
    private int ThreadsInside() =>
        Directory.GetDirectories("/proc/self/task").Count(task => new FileInfo($"{task}/ns/net").LinkTarget == Ns.Id.ToString());

    private void Require()
    {
        string answer = _lab.TryIp("tuntap add dev probe mode tun");
        if (!File.Exists("/dev/net/tun") || answer.Contains("No such", StringComparison.Ordinal))
        {
            Assert.Skip($"This kernel lacks the module tun: {answer.Trim()}");
        }

        if (answer.Length == 0)
        {
            _lab.Ip("tuntap del dev probe mode tun");
        }
    }

    private string Shown()
    {
        using JsonDocument document = JsonDocument.Parse(_lab.Ip("-d -j link show dev t"));
        return document.RootElement[0].GetProperty("linkinfo").GetRawText();
    }

    /// <summary>In a user namespace of one user there is no other.</summary>
    private static uint Mapped(uint id) => File.ReadAllText("/proc/self/uid_map").Contains("4294967295", StringComparison.Ordinal) ? id : 0;
}
