using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

public sealed class RunTests : InsidePair
{
    private static readonly AsyncLocal<string?> s_local = new();

    [Fact]
    public void What_dotnet_and_the_files_tell_is_true_there()
    {
        WriteEtc("lnx-red", "hosts", "192.0.2.77 only-in-red\n");
        Red.Links.Change("v0", new Link { Mtu = 1234 });
        Red.Routes.Add(new Route("default") { Gateway = BlueAddress });
        using Socket listener = Red.Listen(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        (string mtu, NetworkInterface device, IPAddress gateway, bool listens, IPAddress[] addresses, ulong cookie) = Red.Run(() =>
        {
            NetworkInterface device = NetworkInterface.GetAllNetworkInterfaces().Single(i => i.Name == "v0");
            _ = device.GetIPStatistics();
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            return (File.ReadAllText("/sys/class/net/v0/mtu"), device, device.GetIPProperties().GatewayAddresses.Single().Address,
                IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(e => e.Port == port), Dns.GetHostAddresses("only-in-red"), CookieOf(socket));
        });

        Assert.Equal(("1234\n", "v0", BlueAddress, true, "192.0.2.77"), (mtu, device.Name, gateway, listens, addresses.Single().ToString()));
        Assert.Equal(Red.Id.KernelId, cookie);
    }

    [Fact]
    public void The_caller_stays_where_it_is_and_its_context_and_directory_come_along()
    {
        string network = Link("net");
        string mounts = Link("mnt");
        s_local.Value = "mine";

        (string? local, string directory, string inside, NetworkNamespace? current, int thread) =
            Red.Run(() => (s_local.Value, Environment.CurrentDirectory, Link("net"), AmbientNamespace.Current, Environment.CurrentManagedThreadId));

        Assert.Equal(("mine", Environment.CurrentDirectory, Red.Id.ToString()), (local, directory, inside));
        Assert.Same(Red, current);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.Equal((network, mounts), (Link("net"), Link("mnt")));
        Assert.Null(AmbientNamespace.Current);
    }

    [Fact]
    public void Threads_are_used_again_and_one_within_another_is_the_same()
    {
        int first = Red.Run(() => Environment.CurrentManagedThreadId);
        Assert.Equal(first, Red.Run(() => Red.Run(() => Environment.CurrentManagedThreadId)));
        string both = Red.Run(() => $"{Blue.Run(() => Link("net"))} {Link("net")}");
        Assert.Equal($"{Blue.Id} {Red.Id}", both);
    }

    [Fact]
    public void Many_at_once_are_all_inside()
    {
        Parallel.For(0, 40, i =>
        {
            NetworkNamespace ns = i % 2 == 0 ? Red : Blue;
            Assert.Equal(ns.Id.ToString(), ns.Run(() => Link("net")));
        });
    }

    [Fact]
    public void Exceptions_come_out_as_they_are()
    {
        Action fails = () => throw new InvalidTimeZoneException("mine");

        Assert.Equal("mine", Assert.Throws<InvalidTimeZoneException>(() => Red.Run(fails)).Message);
        Assert.Equal(Red.Id.ToString(), Red.Run(() => Link("net")));
    }

    [Fact]
    public void Asynchronous_code_is_refused_where_the_compiler_cannot_see_it()
    {
        Func<Task> task = () => Task.CompletedTask;
        Action asyncVoid = async () => await Task.Yield();

        Action runsAsTask = () => Generic(task);
        Action runsVoid = () => Red.Run(asyncVoid);
        Assert.Throws<ArgumentException>(runsAsTask);
        Assert.Throws<InvalidOperationException>(runsVoid);

        void Generic<T>(Func<T> function) => Red.Run(function);
    }

    [Fact]
    public void A_thread_that_is_left_in_another_state_is_not_used_again()
    {
        int spoilt = Red.Run(() =>
        {
#pragma warning disable RS0030 // what a user's native code might do
            Assert.Equal(0, Interop.Unshare(Interop.CLONE_NEWNS));
#pragma warning restore RS0030
            return Environment.CurrentManagedThreadId;
        });

        Assert.NotEqual(spoilt, Red.Run(() => Environment.CurrentManagedThreadId));
    }

    [Fact]
    public void Disposal_ends_the_threads_and_so_the_namespace()
    {
        _ = Red.Run(() => Link("net"));
        string name = $"netns {Red.Name}";
        Assert.Contains(Threads(), t => t == name);
        Red.Dispose();

        long end = Environment.TickCount64 + TestTimeout.Seconds(30) * 1000;
        while (Threads().Contains(name))
            Assert.True(Environment.TickCount64 < end, "The thread goes on.");
        Assert.Throws<ObjectDisposedException>(() => Red.Run(() => 1));
    }

    private static List<string> Threads()
    {
        var names = new List<string>();
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                names.Add(File.ReadAllText(Path.Join(task, "comm")).TrimEnd());
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return names;
    }

    private static string Link(string kind) => new FileInfo($"/proc/thread-self/ns/{kind}").LinkTarget!;
}
