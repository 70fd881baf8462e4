using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LinuxNetns.TestHost;

/// <summary>Kinds of work that code inside a namespace does, and a look after every step: is it still there? The kernel says.</summary>
internal sealed class InsideWork(NetworkNamespace networkNamespace, ulong home)
{
    private int _checked;
    private int _outside;

    /// <summary>Kinds that not every program that proves this has: a web server's.</summary>
    internal static Dictionary<string, Func<InsideWork, Task>> Others { get; } = [];

    internal NetworkNamespace Namespace => networkNamespace;

    /// <summary>The looks.</summary>
    internal int Checked => _checked;

    /// <summary>Those that found it elsewhere.</summary>
    internal int Outside => _outside;

    internal void Check() => Expect(NetnsCookie.Here());

    internal void Expect(ulong cookie, ulong? expected = null)
    {
        Interlocked.Increment(ref _checked);
        if (cookie != (expected ?? networkNamespace.Id.KernelId!.Value))
            Interlocked.Increment(ref _outside);
    }

    internal async Task RunAsync(string work)
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
                    if (link != networkNamespace.Id.ToString())
                        Interlocked.Increment(ref _outside);
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
                if (at != home)
                    Interlocked.Increment(ref _outside);
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
            case "events":
                await EventsAsync();
                break;
            default:
                if (!Others.TryGetValue(work, out Func<InsideWork, Task>? other))
                    throw new ArgumentException(work);
                await other(this);
                break;
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
            Expect(NetnsCookie.Of(socket));
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
        using Socket listener = networkNamespace.Listen(new IPEndPoint(IPAddress.Loopback, 0));
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

    /// <summary>Handlers that were added inside: those of an exception run where it is thrown, those of the finalizer's thread at home.</summary>
    private async Task EventsAsync()
    {
        var unobserved = new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<UnobservedTaskExceptionEventArgs> tell = (_, _) => unobserved.TrySetResult(NetnsCookie.Here());
        int thrown = 0;
        // The pool catches it, takes the thread home, and throws it again for the task to catch: the second one is at home.
        EventHandler<System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs> check = (_, e) =>
        {
            if (e.Exception is NotFiniteNumberException && Interlocked.Increment(ref thrown) == 1)
                Check();
        };
        TaskScheduler.UnobservedTaskException += tell;
        AppDomain.CurrentDomain.FirstChanceException += check;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = NetnsCookie.Here() == home ? Environment.ExitCode : 9;
        await Task.Run(static () => throw new NotFiniteNumberException()).ContinueWith(static _ => { }, TaskScheduler.Default);
        while (!unobserved.Task.IsCompleted)
        {
            GC.Collect();
            await Task.Delay(5);
        }

        TaskScheduler.UnobservedTaskException -= tell;
        AppDomain.CurrentDomain.FirstChanceException -= check;
        if (await unobserved.Task != home)
            Interlocked.Increment(ref _outside);
        Check();
    }

    private async Task AndCheck(Func<Task> work)
    {
        await work();
        Check();
    }

    private sealed class Finalized(TaskCompletionSource<ulong> told)
    {
        ~Finalized() => told.TrySetResult(NetnsCookie.Here());
    }
}
