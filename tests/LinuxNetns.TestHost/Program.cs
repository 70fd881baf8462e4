using LinuxNetns;
using LinuxNetns.TestHost;

// SCENARIO RUN-DIRECTORY ETC-DIRECTORY [ARGUMENT...]; prints lines, exits with 0.
var registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = args[1], EtcDirectory = args[2] });
ulong home = NetnsCookie.Here();
switch (args[0])
{
    case "replace":
        return Scenarios.Replace(registry, args[3], args[4..]);
    case "replace-fails":
        return Scenarios.ReplaceFails(registry, args[3]);
    case "group":
        await Scenarios.GroupAsync(registry, args[3]);
        return 0;
    case "cold":
        await Scenarios.ColdAsync(registry, args[3]);
        return 0;
    case "leak":
        await Scenarios.LeakAsync(registry, int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case "ambient":
        await Scenarios.AmbientAsync();
        return 0;
    case "sysfs":
        await Scenarios.SysfsAsync();
        return 0;
    case "storm":
        await Storm.RunAsync(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case "pids":
        FindProcesses.Run(args[3], args[4], args[5..]);
        return 0;
    case "holders":
        FindProcesses.Holders();
        return 0;
    case "tour":
        await Tour.RunAsync(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case "server":
        await new ServerLoad().RunAsync(Seconds(args[3]));
        return 0;
    case "rootless":
        return await Rootless.RunAsync(args[3], args[4..]);
    case "inside":
        InsideWork.Others["kestrel"] = work => KestrelInside.RunAsync(work, home);
        await new InsideProof().RunAsync(args[3], args[4]);
        return 0;
    case "inside-twice":
        await new InsideProof().RunTwiceAsync(Seconds(args[3]));
        return 0;
    case "inside-crowd":
        InsideCrowd.Run(guarded: args[3] == "guarded");
        return 0;
    case "inside-fault":
        InsideFaults.Run(args[3]);
        return 0;
    case "inside-watch":
        await InsideWatch.RunAsync();
        return 0;
    case "inside-monitor":
        await InsideMonitor.RunAsync();
        return 0;
    case "inside-stress":
        await new InsideStress(Environment.ProcessId).RunAsync(Seconds(args[3]));
        return 0;
    case "inside-sockets":
        new InsideSockets().Run(Seconds(args[3]));
        return 0;
    case "inside-cycles":
        new InsideCycles().Run(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine($"No scenario {args[0]}.");
        return 2;
}

static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
