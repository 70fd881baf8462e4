using System.Net.Sockets;

namespace LinuxNetns.SideBySide;

/// <summary>Ways in.</summary>
internal static class InsidePaths
{
    private const int Times = 5_000;

    internal static IEnumerable<Comparison> All(Programs programs)
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        ns.Enter().Dispose();
        string path = $"/proc/{Environment.ProcessId}/fd/{ns.Handle.DangerousGetHandle()}";
        yield return new Comparison(
            "enter and leave",
            1,
            "namespace",
            [
                new("C, two setns", programs.Floor(Times, "namespaces", "enter", Arena.Text(Times), path)),
                new("LinuxNetns, Enter", Plain(() => ns.Enter().Dispose())),
                new("LinuxNetns, Run", Plain(() => ns.Run(static () => 0))),
            ],
            new Target("LinuxNetns, Enter", "C, two setns", 1.10));
        yield return new Comparison(
            "a socket from inside",
            1,
            "namespace",
            [
                new("C, setns, socket, setns", programs.Floor(Times, "namespaces", "socket", Arena.Text(Times), path)),
                new("LinuxNetns, CreateSocket", Plain(() => ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose())),
                new("LinuxNetns, CreateSocketHandle", Plain(() => ns.CreateSocketHandle(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose())),
                new("LinuxNetns, within Enter", Plain(() =>
                {
                    using (ns.Enter())
                        new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose();
                })),
                new(".NET, at home", Plain(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose())),
            ],
            new Target("LinuxNetns, CreateSocketHandle", "C, setns, socket, setns", 1.10),
            new Target("LinuxNetns, CreateSocket", "C, setns, socket, setns", 1.10));
        yield return new Comparison(
            "await",
            1,
            "namespace",
            [
                new("at home", () => YieldAsync().GetAwaiter().GetResult()),
                new("within RunAsync", () => ns.RunAsync(YieldAsync).GetAwaiter().GetResult()),
            ],
            new Target("within RunAsync", "at home", 15));
    }

    /// <summary>On a thread that nothing flows to, as at the bottom of a program.</summary>
    private static Func<Cost> Plain(Action operation) => () =>
    {
        Cost cost = default;
        var thread = new Thread(() => cost = Cost.Of(Times, operation));
        thread.UnsafeStart();
        thread.Join();
        return cost;
    };

    private static async Task<Cost> YieldAsync()
    {
        await Task.Yield();
        return await Cost.OfAsync(Times, static async times =>
        {
            for (int i = 0; i < times; i++)
                await Task.Yield();
        });
    }
}
