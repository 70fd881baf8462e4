using System.Runtime.CompilerServices;

namespace LinuxNetns.TestHost;

internal static class Scenarios
{
    /// <summary>Becomes a command in a namespace.</summary>
    internal static int Replace(NamespaceRegistry registry, string name, string[] command)
    {
        using NetworkNamespace networkNamespace = registry.Open(name);
        networkNamespace.ReplaceProcess(command[0], command[1..]);
        return 1;
    }

    /// <summary>Cannot become a command, and goes on: writing to a closed pipe must still be an error, not the end.</summary>
    internal static int ReplaceFails(NamespaceRegistry registry, string name)
    {
        using NetworkNamespace networkNamespace = registry.Open(name);
        try
        {
            networkNamespace.ReplaceProcess("/nonexistent");
        }
        catch (CommandNotStartedException e)
        {
            Console.WriteLine($"{e.Errno} {File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn", StringComparison.Ordinal)).Split('\t')[1]}");
        }

        return 0;
    }

    /// <summary>As a service with ambient capabilities: a command of its own user has them, another user's must not.</summary>
    internal static async Task AmbientAsync()
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        var options = new ExecOptions { Sysfs = SysfsMode.None };
        Console.WriteLine($"mine: {await EffectiveAsync(options) != "0000000000000000"}");
        options.User = options.Group = "23456";
        Console.WriteLine($"its own: {await EffectiveAsync(options)}");

        async Task<string> EffectiveAsync(ExecOptions how) =>
            (await ns.ExecAsync("grep", ["CapEff", "/proc/self/status"], how)).EnsureSuccess().StandardOutput.Split('\t')[1].Trim();
    }

    /// <summary>Where no sysfs can be mounted: what a command sees that must have one of its own, and one that need not.</summary>
    internal static async Task SysfsAsync()
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        try
        {
            _ = await ns.ExecAsync("true", options: new ExecOptions { Sysfs = SysfsMode.Remount });
        }
        catch (NetworkNamespaceException e)
        {
            Console.WriteLine($"refused {e.Errno}");
        }

        Console.Write((await ns.ExecAsync("ls", ["-d", "class"], new ExecOptions { WorkingDirectory = "/sys" })).EnsureSuccess().StandardOutput);
    }

    /// <summary>A child with this process's streams: its process group, and ours.</summary>
    internal static async Task GroupAsync(NamespaceRegistry registry, string name)
    {
        using NetworkNamespace networkNamespace = registry.Open(name);
        await using NamespaceProcess child = networkNamespace.StartProcess("cut", ["-d", " ", "-f", "5", "/proc/self/stat"]);
        _ = await child.WaitForExitAsync();
        Console.WriteLine(File.ReadAllText("/proc/self/stat").Split(' ')[4]);
    }

    /// <summary>The first thing that the process does with namespaces, then much work for the pool: how many threads are not at home?</summary>
    internal static async Task ColdAsync(NamespaceRegistry registry, string operation)
    {
        switch (operation)
        {
            case "exec":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                    Console.WriteLine((await one.ExecAsync("readlink", ["/proc/self/ns/net"])).StandardOutput.Trim());
                break;
            case "crowd":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                {
                    CommandResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => one.ExecAsync("readlink", ["/proc/self/ns/net"]))));
                    Console.WriteLine(results.Select(r => r.StandardOutput.Trim()).Distinct().Single());
                }

                break;
            case "user":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                    Console.WriteLine((await one.ExecAsync("id", ["-u"], new ExecOptions { User = "12345", Group = "12345", Timeout = TimeSpan.FromMinutes(1) })).StandardOutput.Trim());
                break;
            case "create":
                using (NetworkNamespace one = NetworkNamespace.CreateAnonymous())
                    Console.WriteLine(one.Id);
                break;
            case "links":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                    Console.WriteLine(one.Links.List().Count);
                break;
            default:
                throw new SwitchExpressionException(operation);
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            Thread.Sleep(20);
            await Task.Delay(10);
        })));
        // A thread that has been joined may take another moment to leave the table.
        string home = ProcText.Link("/proc/self/ns/net");
        long end = Environment.TickCount64 + 10_000;
        string[] threads;
        int stray;
        do
        {
            threads = Directory.GetDirectories("/proc/self/task");
            stray = threads.Count(t => ProcText.Link(t, "ns/net") is { Length: > 0 } link && link != home);
        }
        while (stray > 0 && Environment.TickCount64 < end);
        Console.WriteLine($"threads {threads.Length} stray {stray}");
    }

    /// <summary>Many runs of every kind, after a few to warm up: what is left?</summary>
    internal static async Task LeakAsync(NamespaceRegistry registry, int runs)
    {
        using NetworkNamespace one = registry.Open("lnx-exec");
        for (int i = 0; i < 10; i++)
            await RunOneAsync(one, i);
        int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (int i = 0; i < runs; i++)
            await RunOneAsync(one, i);
        long end = Environment.TickCount64 + 10_000;
        int after;
        int zombies;
        do
        {
            GC.Collect();
            after = Directory.GetFileSystemEntries("/proc/self/fd").Length;
            zombies = string.Concat(Directory.GetDirectories("/proc/self/task").Select(t => ProcText.Text(t, "children"))).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        }
        while ((after > before || zombies > 0) && Environment.TickCount64 < end);
        Console.WriteLine($"descriptors {Math.Max(0, after - before)} zombies {zombies}");
    }

    private static async Task RunOneAsync(NetworkNamespace one, int i)
    {
        switch (i % 5)
        {
            case 0:
                (await one.ExecAsync("cat", options: new ExecOptions { InputText = "text" })).EnsureSuccess();
                break;
            case 1:
                _ = await one.ExecAsync("sleep", ["60"], new ExecOptions { Timeout = TimeSpan.FromMilliseconds(1) });
                break;
            case 2:
                try
                {
                    _ = await one.ExecAsync("/nonexistent");
                }
                catch (CommandNotStartedException)
                {
                    // As it should.
                }

                break;
            case 3:
                using (NamespaceProcess process = one.StartProcess("true", options: new ExecOptions { StandardError = StandardStreamMode.Piped }))
                    _ = await process.WaitForExitAsync();
                break;
            default:
                one.StartProcess("true").Dispose();
                break;
        }
    }
}
