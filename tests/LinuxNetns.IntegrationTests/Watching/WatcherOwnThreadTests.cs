namespace LinuxNetns.IntegrationTests;

/// <summary>Readers' code on the watching thread: where that is asked for, and nowhere else.</summary>
[Collection(nameof(Alone))]
public sealed class WatcherOwnThreadTests : IDisposable
{
    private readonly TestRegistry _test = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(TestTimeout.Seconds(30)));

    public WatcherOwnThreadTests() => TestPrivilege.Require();

    public void Dispose()
    {
        _end.Dispose();
        _test.Dispose();
    }

    [Theory]
    [InlineData(false, ".NET TP Worker")]
    [InlineData(true, "netns watcher")]
    public async Task The_code_after_an_event_runs_where_it_was_asked_for(bool synchronous, string thread)
    {
        _test.Registry.Add("red").Dispose();
        var watcher = new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = synchronous };
        var threads = new List<string?>();

        await Task.Run(async () =>
        {
            Task? add = null;
            await foreach (NamespaceEvent e in watcher.WatchAsync(_end.Token).ConfigureAwait(false))
            {
                add ??= Task.Run(AddSeveralAsync, _end.Token);
                if (e.Kind != NamespaceEventKind.Existing)
                    threads.Add(Thread.CurrentThread.Name);
                if (e is { Kind: NamespaceEventKind.Ready, Name: "blue9" })
                    break;
            }

            await add!;
        }, _end.Token);

        Assert.Equal(20, threads.Count);
        Assert.Contains(thread, threads);
        if (!synchronous)
            Assert.DoesNotContain("netns watcher", threads);
    }

    [Fact]
    public async Task Code_that_takes_long_holds_up_nobody_elses_watcher()
    {
        _test.Registry.Add("red").Dispose();
        using var go = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        using var held = new SemaphoreSlim(0);
        Task<int> slow = Task.Run(async () =>
        {
            int ready = 0;
            await foreach (NamespaceEvent e in new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = true }.WatchAsync(_end.Token).ConfigureAwait(false))
            {
                begun.Release();
                if (e.Kind != NamespaceEventKind.Ready)
                    continue;
                if (++ready == 2)
                    break;
                Assert.Equal("netns watcher", Thread.CurrentThread.Name);
                held.Release();
                go.Wait(_end.Token);
            }

            return ready;
        }, _end.Token);
        await begun.WaitAsync(_end.Token);
        await using var reader = new WatchReader(new NamespaceWatcher(_test.Options));
        await using var other = new WatchReader(new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = true });
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");
        await other.UntilAsync(NamespaceEventKind.Existing, "red");

        _test.Registry.Add("blue").Dispose();
        await held.WaitAsync(_end.Token);
        _test.Registry.Add("green").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "green");
        await other.UntilAsync(NamespaceEventKind.Ready, "green");
        go.Release();

        Assert.Equal(2, await slow);
    }

    /// <summary>The thread that shall end is the one that the enumeration is given up on.</summary>
    [Fact]
    public async Task It_can_be_given_up_cancelled_and_begun_anew_from_the_watching_thread()
    {
        for (int i = 0; i < 10; i++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var watcher = new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = true };
            string first = $"red{i}", last = $"blue{i}";
            _test.Registry.Add(first).Dispose();
            Task<string> given = Task.Run(async () =>
            {
                await foreach (NamespaceEvent e in watcher.WatchAsync(_end.Token).ConfigureAwait(false))
                {
                    if (e.Name != first)
                        continue;
                    // A second one on the same thread, which the first then shares.
                    await foreach (NamespaceEvent again in watcher.WatchAsync(_end.Token).ConfigureAwait(false))
                    {
                        if (again.Name == last)
                            return "given up";
                    }
                }

                return "ended";
            }, _end.Token);
            Task cancelled = Task.Run(async () =>
            {
                await foreach (NamespaceEvent e in watcher.WatchAsync(stop.Token).ConfigureAwait(false))
                {
                    if (e.Name == last)
                        await stop.CancelAsync();
                }
            }, _end.Token);

            await Task.Delay(i, _end.Token);
            _test.Registry.Add(last).Dispose();

            Assert.Equal("given up", await given);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        }

        Assert.True(SpinWait.SpinUntil(() => !WatcherThreads().Any(), TimeSpan.FromSeconds(TestTimeout.Seconds(30))), "A thread is left.");
    }

    /// <summary>It goes on within Cancel, on the thread that cancels, while another one is still told.</summary>
    [Fact]
    public async Task A_reader_that_is_cancelled_while_it_waits_may_begin_anew_at_once()
    {
        _test.Registry.Add("red").Dispose();
        var watcher = new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = true };
        await using var other = new WatchReader(watcher);
        await other.UntilAsync(NamespaceEventKind.Existing, "red");
        for (int i = 0; i < 50; i++)
        {
            using var stop = new CancellationTokenSource();
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<string?> reader = Task.Run(async () =>
            {
                try
                {
                    await foreach (NamespaceEvent e in watcher.WatchAsync(stop.Token).ConfigureAwait(false))
                        waiting.TrySetResult();
                }
                catch (OperationCanceledException)
                {
                    await foreach (NamespaceEvent e in watcher.WatchAsync(_end.Token).ConfigureAwait(false))
                        return e.Name;
                }

                return null;
            }, _end.Token);
            await waiting.Task.WaitAsync(_end.Token);

            await Task.Run(stop.Cancel, _end.Token).WaitAsync(_end.Token);

            Assert.Equal("red", await reader.WaitAsync(_end.Token));
        }

        _test.Registry.Add("blue").Dispose();
        await other.UntilAsync(NamespaceEventKind.Ready, "blue");
    }

    [Fact]
    public async Task What_the_code_is_inside_of_stays_with_the_code()
    {
        using NetworkNamespace red = _test.Registry.Add("red");
        string home = Here();
        var places = new List<string>();
        var threads = new List<string?>();

        await red.RunAsync(async () =>
        {
            Task? add = null;
            await foreach (NamespaceEvent e in new NamespaceWatcher(_test.Options) { AllowSynchronousContinuations = true }.WatchAsync(_end.Token).ConfigureAwait(false))
            {
                add ??= Task.Run(AddSeveralAsync, _end.Token);
                places.Add(Here());
                threads.Add(Thread.CurrentThread.Name);
                // On another thread from here on; the watching one is at home again.
                await Task.Yield();
                places.Add(Here());
                Assert.True(SpinWait.SpinUntil(() => WatcherThreads().Select(PlaceOf).All(place => place == home), TimeSpan.FromSeconds(TestTimeout.Seconds(10))), "The watching thread is away.");
                if (e is { Kind: NamespaceEventKind.Ready, Name: "blue8" })
                    break;
            }

            await add!;
        });

        Assert.Contains("netns watcher", threads);
        Assert.Equal([red.Id.ToString()], places.Distinct());
        Assert.Equal(home, Here());
        Assert.DoesNotContain(NamespaceThreadAudit.Find(), stray => stray.Actual == red.Id && stray.RunsCode);
    }

    /// <summary>In a process of its own, whose pool is cold.</summary>
    [Fact]
    public async Task A_reader_inside_moves_nothing_else()
    {
        SandboxResult result = await ExecFixture.RunHost("inside-watch", "/nonexistent", "/nonexistent");

        Assert.True(result is { ExitCode: 0, Output: "seen 201 upon the watcher's True outside 0 unrelated True wrong 0 stray 0 back True\n" }, $"{result.Output}{result.Error}");
    }

    private async Task AddSeveralAsync()
    {
        for (int i = 0; i < 10; i++)
        {
            await Task.Delay(5, _end.Token);
            _test.Registry.Add($"blue{i}").Dispose();
        }
    }

    private static string? PlaceOf(string task) => new FileInfo(Path.Join(task, "ns/net")).LinkTarget;

    private static string Here() => new FileInfo("/proc/thread-self/ns/net").LinkTarget!;

    private static IEnumerable<string> WatcherThreads() => Directory.GetDirectories("/proc/self/task").Where(task => WatcherLeftoverTests.Comm(task) == new WatchSeams().ThreadName);
}
