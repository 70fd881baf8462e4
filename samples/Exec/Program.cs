// Commands in a namespace: captured, streamed, with a time-out, and the four ways it can end.
using LinuxNetns;

using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
ns.Links.SetUp("lo");

CommandResult captured = await ns.ExecAsync("sh", ["-c", "echo inside; ls /sys/class/net; exit 3"]);
Console.WriteLine($"exit code {captured.ExitCode}: {captured.StandardOutput.ReplaceLineEndings(" ")}");

CommandResult signalled = await ns.ExecAsync("sh", ["-c", "kill -9 $$"]);
Console.WriteLine($"signal {signalled.Signal}");

CommandResult late = await ns.ExecAsync("sleep", ["1000"], new ExecOptions { Timeout = TimeSpan.FromMilliseconds(100) });
Console.WriteLine($"timed out: {late.TimedOut}");

try
{
    await ns.ExecAsync("/no/such/command");
}
catch (CommandNotStartedException e)
{
    Console.WriteLine($"not started: {e.Message}");
}

var piped = new ExecOptions { StandardInput = StandardStreamMode.Piped, StandardOutput = StandardStreamMode.Piped };
await using NamespaceProcess cat = ns.StartProcess("cat", options: piped);
await using (var input = new StreamWriter(cat.StandardInput))
    await input.WriteLineAsync("through a pipe");
using var output = new StreamReader(cat.StandardOutput);
Console.WriteLine(await output.ReadLineAsync());
await cat.WaitForExitAsync();
