using LinuxNetns.Netlink;

namespace LinuxNetns.TestHost;

/// <summary>The first monitor of a process is opened by code that is inside: where is the thread that waits for it?</summary>
internal static class InsideMonitor
{
    internal static async Task RunAsync()
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        string link = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        string[] threads;
        using (red.Enter())
        {
            using NetlinkConnection connection = NetlinkConnection.Open();
            using NetlinkMonitor monitor = NetlinkMonitor.Open();
            await using IAsyncEnumerator<NetlinkEvent> events = monitor.ReadAllAsync().GetAsyncEnumerator();
            await ReadToAsync(events, NetlinkEventKind.Listening);
            connection.Links.Add(new BridgeLink("b0"));
            await ReadToAsync(events, NetlinkEventKind.Added);
            threads = [.. Directory.GetDirectories("/proc/self/task").Where(IsMonitor).Select(task => ProcText.Link(task, "ns/net"))];
        }

        Console.WriteLine($"threads {threads.Length} away {threads.Count(there => there != link)} back {NetnsCookie.Here() == home}");
    }

    private static async Task ReadToAsync(IAsyncEnumerator<NetlinkEvent> events, NetlinkEventKind kind)
    {
        while (await events.MoveNextAsync() && events.Current.Kind != kind)
        {
        }
    }

    private static bool IsMonitor(string task) => ProcText.Text(task, "comm").Trim() == "netlink monitor";
}
