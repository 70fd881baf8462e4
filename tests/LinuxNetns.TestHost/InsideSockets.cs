using System.Globalization;
using System.Net.Sockets;

namespace LinuxNetns.TestHost;

/// <summary>Every thread makes sockets inside, the main one too: is each where it should be, and nothing else? What do /proc/self and the audit say meanwhile?</summary>
internal sealed class InsideSockets
{
    private readonly ulong _home = NetnsCookie.Here();
    private readonly string _homeLink = new FileInfo("/proc/self/ns/net").LinkTarget!;
    private int _sockets;
    private int _wrong;
    private int _unrelated;
    private int _moved;
    private int _strays;

    internal void Run(TimeSpan duration)
    {
        using NetworkNamespace red = NetworkNamespace.CreateAnonymous();
        using NetworkNamespace blue = NetworkNamespace.CreateAnonymous();
        using var end = new CancellationTokenSource(duration);
        Task[] work =
        [
            .. Enumerable.Range(0, 6).Select(i => Task.Run(() => MakeAsync(i % 2 == 0 ? red : blue, end.Token))),
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => UnrelatedAsync(end.Token))),
            Task.Factory.StartNew(() => Watch(end.Token), TaskCreationOptions.LongRunning),
        ];
        while (!end.IsCancellationRequested)
            Make(red);
        Task.WaitAll(work);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"sockets {(_sockets > 100 ? "many" : _sockets)} wrong {_wrong} unrelated {(_unrelated > 100 ? "many" : _unrelated)} moved {_moved} stray {_strays + NamespaceThreadAudit.Find().Count}"));
    }

    private async Task MakeAsync(NetworkNamespace ns, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Make(ns);
            await Task.Yield();
        }
    }

    private void Make(NetworkNamespace ns)
    {
        using Socket inside = ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Count(NetnsCookie.Of(inside) == ns.Id.KernelId && NetnsCookie.Here() == _home, ref _sockets);
    }

    private async Task UnrelatedAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Yield();
            Count(NetnsCookie.Here() == _home, ref _unrelated);
        }
    }

    private void Count(bool right, ref int counter) => Interlocked.Increment(ref right ? ref counter : ref _wrong);

    private void Watch(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            for (int i = 0; i < 200; i++)
                _moved += new FileInfo("/proc/self/ns/net").LinkTarget == _homeLink ? 0 : 1;
            _strays += NamespaceThreadAudit.Find().Count;
        }
    }
}
