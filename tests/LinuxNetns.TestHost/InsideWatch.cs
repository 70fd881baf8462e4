namespace LinuxNetns.TestHost;

/// <summary>A reader inside a namespace goes on upon its watcher's own thread: who else is moved?</summary>
internal static class InsideWatch
{
    private const int Names = 200;

    internal static async Task RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("lnx-watch-").FullName;
        try
        {
            await WatchAsync(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task WatchAsync(string directory)
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        File.WriteAllBytes(Path.Join(directory, "first"), []);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Task<(int Many, int Wrong)> unrelated = UnrelatedAsync(home, stop.Token);
        int outside = 0, onWatcher = 0, seen = 0;
        Task? making = null;
        await red.RunAsync(async () =>
        {
            var watcher = new NamespaceWatcher(new LinuxNetnsOptions { RunDirectory = directory }) { AllowSynchronousContinuations = true };
            await foreach (NamespaceEvent e in watcher.WatchAsync(stop.Token).ConfigureAwait(false))
            {
                making ??= Task.Run(() => MakeAsync(directory));
                onWatcher += Thread.CurrentThread.Name == "netns watcher" ? 1 : 0;
                outside += NetnsCookie.Here() == red.Id.KernelId ? 0 : 1;
                if (++seen > Names)
                    break;
            }
        });
        await making!;
        await stop.CancelAsync();
        (int many, int wrong) = await unrelated;
        int stray = NamespaceThreadAudit.Find().Count(stray => stray.RunsCode);
        Console.WriteLine($"seen {seen} upon the watcher's {onWatcher > 0} outside {outside} unrelated {many > 100} wrong {wrong} stray {stray} back {NetnsCookie.Here() == home}");
    }

    private static async Task MakeAsync(string directory)
    {
        for (int i = 0; i < Names; i++)
        {
            File.WriteAllBytes(Path.Join(directory, $"n{i}"), []);
            await Task.Delay(2);
        }
    }

    private static async Task<(int Many, int Wrong)> UnrelatedAsync(ulong home, CancellationToken stop)
    {
        int many = 0, wrong = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(1, CancellationToken.None);
            many++;
            wrong += NetnsCookie.Here() == home ? 0 : 1;
        }

        return (many, wrong);
    }
}
