using System.Runtime.CompilerServices;

namespace LinuxNetns.TestHost;

internal static class Scenarios
{
    /// <summary>Becomes a command in a namespace; <c>--hide</c> hides the registry.</summary>
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

    /// <summary>The first thing that the process does with namespaces, then much work for the pool: how many threads are not at home?</summary>
    internal static async Task ColdAsync(NamespaceRegistry registry, string operation)
    {
        switch (operation)
        {
            case "exec":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                    Console.WriteLine((await one.ExecAsync("readlink", ["/proc/self/ns/net"])).StandardOutput.Trim());
                break;
            case "user":
                using (NetworkNamespace one = registry.Open("lnx-exec"))
                    Console.WriteLine((await one.ExecAsync("id", ["-u"], new ExecOptions { User = "0", Timeout = TimeSpan.FromMinutes(1) })).StandardOutput.Trim());
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
        string home = Link("/proc/self/ns/net");
        string[] threads = Directory.GetDirectories("/proc/self/task");
        Console.WriteLine($"threads {threads.Length} stray {threads.Count(t => Link(Path.Join(t, "ns/net")) is { Length: > 0 } link && link != home)}");
    }

    /// <summary>Empty for a thread that has ended.</summary>
    private static string Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
