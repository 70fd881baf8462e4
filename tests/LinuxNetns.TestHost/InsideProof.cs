using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

using LinuxNetns.Netlink;

namespace LinuxNetns.TestHost;

/// <summary>One way in and one kind of work in a process whose pool is cold; meanwhile and afterwards everything else must be at home. The kernel judges: SO_NETNS_COOKIE.</summary>
internal sealed class InsideProof(string way)
{
    private const int SocketLevel = 1;
    private const int CookieOption = 71;
    private const int Unrelated = 60;

    private readonly NetworkNamespace _red = NetworkNamespace.CreateAnonymous();
    private readonly ulong _home = Cookie();
    private readonly string? _mounts = Mounts();
    private int _checked;
    private int _outside;

    internal async Task<int> RunAsync(string work)
    {
        _red.Links.SetUp("lo");
        if (work.EndsWith("-unguarded", StringComparison.Ordinal))
        {
            AppContext.SetSwitch("LinuxNetns.GuardPoolThreads", false);
            work = work[..^"-unguarded".Length];
        }

        using var stop = new CancellationTokenSource();
        int wrong = 0;
        int total = 0;
        // From a thread that never goes anywhere, as another part of the program would.
        var elsewhere = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var done = new CountdownEvent(10);
                for (int i = 0; i < 10; i++)
                    ThreadPool.UnsafeQueueUserWorkItem(_ => Judge(done), null);
                done.Wait();
            }

            void Judge(CountdownEvent done)
            {
                Interlocked.Increment(ref total);
                if (Cookie() != _home || Mounts() != _mounts)
                    Interlocked.Increment(ref wrong);
                done.Signal();
            }
        });
        if (work == "growth")
            elsewhere.Start();
        await EnterAsync(work);
        if (work != "growth")
            elsewhere.Start();
        for (int i = 0; i < Unrelated; i++)
        {
            await Task.Delay(1);
            _ = Interlocked.Increment(ref total);
            if (Cookie() != _home || await Task.Run(Cookie) != _home)
                Interlocked.Increment(ref wrong);
        }

        await stop.CancelAsync();
        elsewhere.Join();
        IReadOnlyList<StrayThread> strays = NamespaceThreadAudit.Find();
        Console.WriteLine($"inside {(_checked > 0 ? "yes" : "no")} outside {_outside} wrong {wrong} unrelated {(total > Unrelated ? "yes" : "no")} stray {strays.Count(s => s.RunsCode)}");
        foreach (StrayThread stray in strays)
            Console.Error.WriteLine(stray);
        _red.Dispose();
        return 0;
    }

    private async Task EnterAsync(string work)
    {
        switch (way)
        {
            case "enter":
                using (_red.Enter())
                {
                    Check();
                    await WorkAsync(work);
                    Check();
                }

                break;
            case "runasync":
                await _red.RunAsync(async () =>
                {
                    await WorkAsync(work);
                    Check();
                });
                break;
            case "run":
                _ = _red.Run(() =>
                {
                    WorkAsync(work).GetAwaiter().GetResult();
                    Check();
                    return true;
                });
                break;
            case "nested":
                using (NetworkNamespace blue = NetworkNamespace.CreateAnonymous())
                {
                    using (blue.Enter())
                    {
                        await Task.Yield();
                        using (_red.Enter())
                            await WorkAsync(work);
                        ExpectCookie(blue.Id.KernelId!.Value);
                    }
                }

                break;
            default:
                throw new ArgumentException(way);
        }

        if (Cookie() != _home)
            throw new InvalidOperationException("Still away.");
    }

    private async Task WorkAsync(string work)
    {
        switch (work)
        {
            case "yield":
                for (int i = 0; i < 50; i++)
                    await AndCheck(async () => await Task.Yield());
                break;
            case "delay":
                await AndCheck(() => Task.Delay(5));
                break;
            case "configureawait":
                await Task.Delay(1).ConfigureAwait(false);
                Check();
                break;
            case "file":
                await AndCheck(async () => await File.ReadAllTextAsync("/proc/self/status"));
                break;
            case "socket":
                await SocketAsync();
                break;
            case "dns":
                try
                {
                    await Dns.GetHostAddressesAsync("name.invalid");
                }
                catch (SocketException)
                {
                    // There is no name server in there.
                }

                Check();
                break;
            case "timer":
                await TimerAsync();
                break;
            case "process":
                using (Process process = Process.Start(new ProcessStartInfo("readlink", "/proc/self/ns/net") { RedirectStandardOutput = true })!)
                {
                    string link = (await process.StandardOutput.ReadToEndAsync()).Trim();
                    await process.WaitForExitAsync();
                    if (link != _red.Id.ToString())
                        _outside++;
                }

                Check();
                break;
            case "taskrun":
                await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
                {
                    Check();
                    await Task.Delay(2);
                    Check();
                })));
                break;
            case "parallel":
                Parallel.For(0, 64, _ => Check());
                await Parallel.ForEachAsync(Enumerable.Range(0, 64), async (_, _) => await AndCheck(() => Task.Delay(1)));
                break;
            case "http":
                await HttpAsync();
                break;
            case "channel":
                await ChannelAsync();
                break;
            case "iterator":
                await foreach (int i in CountAsync())
                    Check();
                break;
            case "valuetask":
                await AndCheck(async () => await new ValueTask<int>(Task.Run(() => 1)));
                break;
            case "longrunning":
                await Task.Factory.StartNew(Check, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                var thread = new Thread(Check);
                thread.Start();
                thread.Join();
                break;
            case "finalizer":
                ulong at = await FinalizerAsync();
                if (at != _home)
                    _outside++;
                Check();
                break;
            case "exception":
                try
                {
                    await Task.Run(() => throw new InvalidOperationException());
                }
                catch (InvalidOperationException)
                {
                    Check();
                }

                break;
            case "cancellation":
                using (var cancellation = new CancellationTokenSource(2))
                {
                    using CancellationTokenRegistration registration = cancellation.Token.Register(Check);
                    try
                    {
                        await Task.Delay(Timeout.Infinite, cancellation.Token);
                    }
                    catch (OperationCanceledException)
                    {
                        Check();
                    }
                }

                break;
            case "growth":
                // More at once than the pool has threads, and leave to make them: their makers are inside.
                ThreadPool.SetMinThreads(64, 4);
                await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(() =>
                {
                    Check();
                    Thread.Sleep(5);
                    Check();
                })));
                break;
            default:
                throw new ArgumentException(work);
        }
    }

    private async Task SocketAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new TcpClient();
        Task<Socket> accepting = listener.AcceptAsync();
        await client.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket accepted = await accepting;
        await client.Client.SendAsync(new byte[] { 1 });
        await accepted.ReceiveAsync(new byte[1]);
        foreach (Socket socket in new[] { listener, client.Client, accepted })
            ExpectCookie(_red.Id.KernelId!.Value, CookieOf(socket));
        Check();
    }

    private async Task TimerAsync()
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Timer(_ =>
        {
            Check();
            fired.TrySetResult();
        }, null, 2, Timeout.Infinite);
        await fired.Task;
        using var periodic = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        await periodic.WaitForNextTickAsync();
        Check();
    }

    private async Task HttpAsync()
    {
        using Socket listener = _red.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        Task server = Task.Run(async () =>
        {
            using Socket client = await listener.AcceptAsync();
            await client.ReceiveAsync(new byte[4096]);
            await client.SendAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        });
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri($"http://{listener.LocalEndPoint}/"));
        await server;
        Check();
    }

    private async Task ChannelAsync()
    {
        var channel = Channel.CreateBounded<int>(1);
        Task producer = Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                await channel.Writer.WriteAsync(i);
                Check();
            }

            channel.Writer.Complete();
        });
        await foreach (int _ in channel.Reader.ReadAllAsync())
            Check();
        await producer;
    }

    private static async IAsyncEnumerable<int> CountAsync()
    {
        for (int i = 0; i < 10; i++)
        {
            await Task.Delay(1);
            yield return i;
        }
    }

    private static async Task<ulong> FinalizerAsync()
    {
        var told = new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously);
        Abandon(told);
        while (!told.Task.IsCompleted)
        {
            GC.Collect();
            await Task.Delay(5);
        }

        return await told.Task;

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Abandon(TaskCompletionSource<ulong> told) => _ = new Finalized(told);
    }

    private async Task AndCheck(Func<Task> work)
    {
        await work();
        Check();
    }

    private void Check() => ExpectCookie(_red.Id.KernelId!.Value);

    private void ExpectCookie(ulong expected, ulong? actual = null)
    {
        Interlocked.Increment(ref _checked);
        if ((actual ?? Cookie()) != expected)
            Interlocked.Increment(ref _outside);
    }

    private static string? Mounts() => new FileInfo("/proc/thread-self/ns/mnt").LinkTarget;

    private static ulong Cookie()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        return CookieOf(socket);
    }

    private static ulong CookieOf(Socket socket)
    {
        Span<byte> cookie = stackalloc byte[8];
        _ = socket.GetRawSocketOption(SocketLevel, CookieOption, cookie);
        return BitConverter.ToUInt64(cookie);
    }

    private sealed class Finalized(TaskCompletionSource<ulong> told)
    {
        ~Finalized() => told.TrySetResult(Cookie());
    }
}
