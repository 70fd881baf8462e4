namespace LinuxNetns.IntegrationTests;

[Collection(nameof(Alone))]
public sealed class WatcherLeftoverTests
{
    [Fact]
    public async Task Enumerations_that_are_given_up_leave_no_thread_and_no_descriptor()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();
        await WatchAsync(test, changes: 1);
        int descriptors = Descriptors();

        for (int i = 0; i < 10; i++)
            await WatchAsync(test, changes: 5);

        Assert.True(SpinWait.SpinUntil(() => Threads() == 0, TimeSpan.FromSeconds(30)), $"{Threads()} threads are left.");
        Assert.True(SpinWait.SpinUntil(() => Descriptors() <= descriptors, TimeSpan.FromSeconds(30)), $"{Descriptors()} descriptors, {descriptors} before.");
    }

    [Fact]
    public async Task Watchers_of_several_registries_share_one_thread_which_is_at_home()
    {
        TestPrivilege.Require();
        using var first = new TestRegistry();
        using var second = new TestRegistry();
        first.Registry.Add("red").Dispose();
        second.Registry.Add("blue").Dispose();
        await using var one = new WatchReader(new NamespaceWatcher(first.Options));
        await using var two = new WatchReader(new NamespaceWatcher(first.Options));
        await using var three = new WatchReader(new NamespaceWatcher(second.Options));
        await one.UntilAsync(NamespaceEventKind.Existing, "red");
        await two.UntilAsync(NamespaceEventKind.Existing, "red");
        await three.UntilAsync(NamespaceEventKind.Existing, "blue");

        string task = Assert.Single(Tasks());
        Assert.Equal(new FileInfo("/proc/self/ns/net").LinkTarget, new FileInfo(Path.Join(task, "ns/net")).LinkTarget);
    }

    /// <summary>Reads some events and gives up, with others unread.</summary>
    private static async Task WatchAsync(TestRegistry test, int changes)
    {
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.NextAsync();
        await foreach (NamespaceEvent e in new NamespaceWatcher(test.Options).WatchAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(NamespaceEventKind.Existing, e.Kind);
            break;
        }

        for (int i = 0; i < changes; i++)
            test.Registry.Add($"blue{i}").Dispose();
        await reader.NextAsync();
        for (int i = 0; i < changes; i++)
            test.Registry.Delete($"blue{i}");
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static int Threads() => Tasks().Count();

    private static IEnumerable<string> Tasks() => Directory.GetDirectories("/proc/self/task").Where(task => Comm(task) == new WatchSeams().ThreadName);

    internal static string? Comm(string task)
    {
        try
        {
            return File.ReadAllText(Path.Join(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }
}
