using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>Two namespaces with names and a cable between them: red 10.77.0.1 and 2001:db8:77::1, blue …2.</summary>
public abstract class InsidePair : IDisposable
{
    protected static readonly IPAddress BlueAddress = IPAddress.Parse("10.77.0.2");
    protected static readonly IPAddress BlueAddress6 = IPAddress.Parse("2001:db8:77::2");

    protected InsidePair()
    {
        TestPrivilege.Require();
        Test = new TestRegistry();
        Red = Test.Registry.Add("lnx-red");
        Blue = Test.Registry.Add("lnx-blue");
        Red.Links.Add(new VethLink("v0") { PeerName = "v0", PeerNamespace = Blue });
        foreach ((NetworkNamespace ns, int host) in new[] { (Red, 1), (Blue, 2) })
        {
            ns.Links.SetUp("lo", "v0");
            ns.Addresses.Add("v0", $"10.77.0.{host}/24");
            ns.Addresses.Add(new InterfaceAddress("v0", $"2001:db8:77::{host}/64") { Flags = InterfaceAddressFlags.NoDad });
        }
    }

    internal TestRegistry Test { get; }

    internal NetworkNamespace Red { get; }

    internal NetworkNamespace Blue { get; }

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Red.Dispose();
        Blue.Dispose();
        Test.Dispose();
    }

    /// <summary>The kernel's word on where a socket is.</summary>
    internal static ulong CookieOf(Socket socket)
    {
        Span<byte> cookie = stackalloc byte[8];
        Assert.Equal(8, socket.GetRawSocketOption(Interop.SOL_SOCKET, Interop.SO_NETNS_COOKIE, cookie));
        return BitConverter.ToUInt64(cookie);
    }

    /// <summary>Where the calling thread is, as a namespace's id is written.</summary>
    internal static string Here() => new FileInfo("/proc/thread-self/ns/net").LinkTarget!;

    internal static void AssertInside(NetworkNamespace ns, Socket socket) => Assert.Equal(ns.Id.KernelId, CookieOf(socket));

    internal void WriteEtc(string name, string file, string text)
    {
        string path = Path.Join(Test.Options.EtcDirectory, name, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
