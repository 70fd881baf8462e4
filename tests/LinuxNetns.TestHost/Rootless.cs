using System.Net;
using System.Net.Http;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.TestHost;

/// <summary>What a process without privilege can do; each scenario prints what it saw.</summary>
internal static class Rootless
{
    internal static async Task<int> RunAsync(string scenario, string[] arguments)
    {
        try
        {
            await (scenario switch
            {
                "network" => NetworkAsync(),
                "http" => HttpAsync(),
                "exec" => ExecAsync(),
                "refuses" => RefusesAsync(),
                "dispose" => DisposeAsync(),
                "hold" => HoldAsync(),
                "leak" => LeakAsync(),
                "helper-killed" => HelperKilledAsync(),
                "create" => CreateAsync(),
                "uplink" => UplinkAsync(Enum.Parse<RootlessUplink>(arguments[0]), arguments[1], int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture)),
                "reenter" => ReenterAsync(arguments),
                _ => throw new ArgumentException(scenario),
            });
            return 0;
        }
        catch (NetworkNamespaceException e)
        {
            Console.WriteLine($"{e.Reason}: {e.Message}");
            return 3;
        }
    }

    /// <summary>The helpers of a process, as the machine shows them.</summary>
    internal static int[] HelpersOf(int owner) =>
        [.. Directory.EnumerateDirectories($"/proc/{owner}/task").SelectMany(task => ProcText.Text($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))
            .Where(child => ProcText.Text($"/proc/{child}/cmdline").Contains("linuxnetns-helper", StringComparison.Ordinal))];

    private static Task CreateAsync()
    {
        NetworkNamespace.CreateRootless().Dispose();
        Console.WriteLine("made");
        return Task.CompletedTask;
    }

    private static async Task NetworkAsync()
    {
        using NetworkNamespace red = NetworkNamespace.CreateRootless();
        using NetworkNamespace blue = NetworkNamespace.CreateRootless();
        Join(red, blue);
        red.Routes.Add(new Route("10.9.0.0/16") { Gateway = IPAddress.Parse("10.1.1.2") });
        red.Sysctl["net.ipv4.ip_forward"] = "1";
        Console.WriteLine($"links: {string.Join(' ', red.Links.List().Select(link => link.Name))}");
        Console.WriteLine($"routes: {red.Routes.List().Any(route => route.Destination.ToString() == "10.9.0.0/16")}");
        Console.WriteLine($"forwarding: {red.Sysctl["net.ipv4.ip_forward"]} {blue.Sysctl["net.ipv4.ip_forward"]}");
        NamespacePingReply reply = await red.PingAsync(IPAddress.Parse("10.1.1.2"));
        Console.WriteLine($"ping: {reply.Address}");
        Console.WriteLine($"names: {(await red.ResolveAsync("localhost")).Contains(IPAddress.Loopback)}");
        // Some machines keep the file for root.
        if ((File.GetUnixFileMode("/dev/net/tun") & UnixFileMode.OtherWrite) != 0)
        {
            using TunDevice tun = red.CreateTunDevice(new TunOptions { Name = "tun0" });
            Console.WriteLine($"tun: {red.Links.Get("tun0").Index == tun.Index}");
        }

        Console.WriteLine($"one helper: {HelpersOf(Environment.ProcessId).Length}");
        Console.WriteLine($"apart: {red != blue} {red.Id.KernelId is not null}");
    }

    private static async Task HttpAsync()
    {
        using NetworkNamespace red = NetworkNamespace.CreateRootless();
        using NetworkNamespace blue = NetworkNamespace.CreateRootless();
        Join(red, blue);
        using Socket listener = blue.Listen(new IPEndPoint(IPAddress.Parse("10.1.1.2"), 80));
        Task server = Task.Run(async () =>
        {
            using Socket socket = await listener.AcceptAsync();
            byte[] request = new byte[4096];
            await socket.ReceiveAsync(request);
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ninside"u8.ToArray());
        });
        using var client = new HttpClient(red.CreateHttpHandler());
        Console.WriteLine(await client.GetStringAsync(new Uri("http://10.1.1.2/")));
        await server;
        using Socket raw = await red.ConnectAsync("10.1.1.2", 80);
        Console.WriteLine($"{raw.LocalEndPoint!.ToString()!.Split(':')[0]} -> {raw.RemoteEndPoint}");
    }

    private static async Task ExecAsync()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateRootless();
        ns.Links.SetUp("lo");
        Console.WriteLine($"links: {(await ns.ExecAsync("ls", ["/sys/class/net"])).EnsureSuccess().StandardOutput.Trim()}");
        Console.WriteLine($"user: {(await ns.ExecAsync("id", ["-u"])).StandardOutput.Trim()}");
        Console.WriteLine($"exit code: {(await ns.ExecAsync("sh", ["-c", "exit 7"])).ExitCode}");
        Console.WriteLine($"signal: {(await ns.ExecAsync("sh", ["-c", "kill -9 $$"])).Signal}");
        Console.WriteLine($"input: {(await ns.ExecAsync("tr", ["a-z", "A-Z"], new ExecOptions { InputText = "words" })).StandardOutput}");
        var options = new ExecOptions { WorkingDirectory = "/usr", Environment = new Dictionary<string, string?> { ["LNX"] = "a b" } };
        Console.WriteLine($"options: {(await ns.ExecAsync("sh", ["-c", "pwd; echo $LNX${LINUXNETNS_HELPER}${DOTNET_STARTUP_HOOKS}"], options)).StandardOutput.Trim().Replace('\n', ' ')}");
        var slow = new ExecOptions { Timeout = TimeSpan.FromMilliseconds(200) };
        Console.WriteLine($"timed out: {(await ns.ExecAsync("sh", ["-c", "sleep 60 & sleep 60"], slow)).TimedOut}");
        Console.WriteLine($"missing: {await FailureAsync<CommandNotStartedException>(ns, "/nonexistent", new ExecOptions())}");
        Console.WriteLine($"misasked: {await FailureAsync<ArgumentException>(ns, "true", new ExecOptions { User = "no such user" })}");
        await using NamespaceProcess process = ns.StartProcess("sleep", ["60"]);
        Console.WriteLine($"inside: {File.ResolveLinkTarget($"/proc/{process.Id}/ns/net", false)!.Name == ns.Id.ToString()}");
        process.Kill();
        Console.WriteLine($"killed: {(await process.WaitForExitAsync()).Signal}");
    }

    private static Task RefusesAsync()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateRootless();
        Action[] attempts = [() => ns.Run(() => { }), () => ns.Enter().Dispose(), () => ns.ReplaceProcess("true")];
        foreach (Action attempt in attempts)
        {
            try
            {
                attempt();
                Console.WriteLine("not refused");
            }
            catch (NetworkNamespaceException e)
            {
                Console.WriteLine($"{e.Reason}: {e.Message}");
            }
        }

        return Task.CompletedTask;
    }

    private static async Task DisposeAsync()
    {
        NetworkNamespace ns = NetworkNamespace.CreateRootless();
        NetworkNamespace other = NetworkNamespace.CreateRootless();
        int helper = HelpersOf(Environment.ProcessId).Single();
        using Socket socket = ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        ns.Dispose();
        Console.WriteLine($"still there: {Directory.Exists($"/proc/{helper}")}");
        other.Links.SetUp("lo");
        other.Dispose();
        for (int i = 0; i < 500 && Directory.Exists($"/proc/{helper}"); i++)
            await Task.Delay(10);
        Console.WriteLine($"gone: {!Directory.Exists($"/proc/{helper}")}");
        socket.Bind(new IPEndPoint(IPAddress.Any, 53));
        Console.WriteLine("socket: works");
        using NetworkNamespace again = NetworkNamespace.CreateRootless();
        Console.WriteLine($"again: {again.Links.List().Count > 0}");
    }

    /// <summary>Waits to be killed, with a command inside.</summary>
    private static async Task HoldAsync()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateRootless();
        await using NamespaceProcess process = ns.StartProcess("sleep", ["600"]);
        Console.WriteLine($"{HelpersOf(Environment.ProcessId).Single()} {process.Id} {ns.Id.KernelId}");
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task LeakAsync()
    {
        await CycleAsync(20);
        int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        await CycleAsync(300);
        int after = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        Console.WriteLine($"growth: {Math.Max(0, after - before - 3)}");
    }

    private static async Task CycleAsync(int count)
    {
        using NetworkNamespace first = NetworkNamespace.CreateRootless();
        string helper = $"/proc/{HelpersOf(Environment.ProcessId).Single()}/fd";
        int before = Directory.GetFileSystemEntries(helper).Length;
        for (int i = 0; i < count; i++)
        {
            using NetworkNamespace ns = NetworkNamespace.CreateRootless();
            using Socket socket = ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            ns.Links.SetUp("lo");
            if (i % 10 == 0)
                (await ns.ExecAsync("true")).EnsureSuccess();
        }

        // The end of the last command may still be told.
        for (int i = 0; i < 200 && Directory.GetFileSystemEntries(helper).Length > before + 20; i++)
            await Task.Delay(10);
        Console.WriteLine($"helper's growth: {Math.Max(0, Directory.GetFileSystemEntries(helper).Length - before - 20)}");
    }

    private static async Task HelperKilledAsync()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateRootless();
        await using NamespaceProcess process = ns.StartProcess("sleep", ["2"]);
        int helper = HelpersOf(Environment.ProcessId).Single();
        System.Diagnostics.Process.GetProcessById(helper).Kill();
        Console.WriteLine($"its child: {await process.WaitForExitAsync()}");
        try
        {
            _ = ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        }
        catch (NetworkNamespaceException e)
        {
            Console.WriteLine($"{e.Reason}: {e.Message.Replace(helper.ToString(System.Globalization.CultureInfo.InvariantCulture), "PID", StringComparison.Ordinal)}");
        }

        using NetworkNamespace other = NetworkNamespace.CreateRootless();
        Console.WriteLine($"another: {other.Links.List().Count > 0}");
    }

    /// <summary>Fetches from outside, and is connected to from outside; then waits to be killed.</summary>
    private static async Task UplinkAsync(RootlessUplink uplink, string address, int hostPort)
    {
        var options = new RootlessOptions { Uplink = uplink, PortForwards = [new PortForward(hostPort, 80)] };
        using NetworkNamespace ns = NetworkNamespace.CreateRootless(options);
        ns.Links.SetUp("lo");
        using (var client = new HttpClient(ns.CreateHttpHandler()))
            Console.WriteLine($"out: {(await client.GetStringAsync(new Uri($"http://{address}/"))).Trim()}");
        if (!IPAddress.TryParse(address, out _))
            Console.WriteLine($"command: {(await ns.ExecAsync("getent", ["ahostsv4", address])).StandardOutput.Split(' ')[0]}");
        using Socket listener = ns.Listen(new IPEndPoint(IPAddress.Any, 80));
        using var outside = new TcpClient();
        await outside.ConnectAsync(IPAddress.Loopback, hostPort);
        using Socket accepted = await listener.AcceptAsync();
        await accepted.SendAsync("in"u8.ToArray());
        byte[] word = new byte[2];
        await outside.GetStream().ReadExactlyAsync(word);
        Console.WriteLine($"forwarded: {System.Text.Encoding.ASCII.GetString(word)}");
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task ReenterAsync(string[] arguments)
    {
        int before = Environment.ProcessId;
        if (Environment.GetEnvironmentVariable("LNX_BEFORE") is null)
            Environment.SetEnvironmentVariable("LNX_BEFORE", before.ToString(System.Globalization.CultureInfo.InvariantCulture));
        NetnsPrivileges.ReenterInUserNamespace();
        Console.WriteLine($"arguments: {string.Join('|', arguments)}");
        Console.WriteLine($"same process: {Environment.GetEnvironmentVariable("LNX_BEFORE") == before.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        using NetworkNamespace ns = NetworkNamespace.CreateRootless();
        ns.Links.SetUp("lo");
        Console.WriteLine($"run: {ns.Run(() => System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().Length)}");
        using (ns.Enter())
        {
            await Task.Yield();
            using var listener = new TcpListener(IPAddress.Loopback, 81);
            listener.Start();
            Console.WriteLine("enter: listens on 81");
        }
    }

    private static async Task<string> FailureAsync<T>(NetworkNamespace ns, string command, ExecOptions options)
        where T : Exception
    {
        try
        {
            await ns.ExecAsync(command, options: options);
            return "none";
        }
        catch (T e)
        {
            return $"{e.GetType().Name} {(e as NetworkNamespaceException)?.Errno}".TrimEnd();
        }
    }

    private static void Join(NetworkNamespace red, NetworkNamespace blue)
    {
        red.Links.Add(new VethLink("veth-red") { PeerName = "veth-blue", PeerNamespace = blue });
        red.Addresses.Add("veth-red", "10.1.1.1/24");
        blue.Addresses.Add("veth-blue", "10.1.1.2/24");
        red.Links.SetUp("lo", "veth-red");
        blue.Links.SetUp("lo", "veth-blue");
    }
}
