using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

using LinuxNetns;
using LinuxNetns.Benchmarks;

// In a mount namespace of its own with an empty /run: ip knows no directory but /run/netns, and no name of a run that is killed stays on the machine.
const string Inside = "LINUXNETNS_BENCHMARKS_INSIDE";
if (Environment.GetEnvironmentVariable(Inside) is null)
{
    string program = Environment.ProcessPath!;
    string[] self = Path.GetFileName(program) == "dotnet" ? [program, typeof(Program).Assembly.Location] : [program];
    string[] command = ["--mount", "--propagation", "private", "sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh", .. self, .. args];
    using NetworkNamespace here = NetworkNamespace.OpenCurrent();
    here.ReplaceProcess("unshare", command, new ExecOptions { Sysfs = SysfsMode.None, Environment = new Dictionary<string, string?> { [Inside] = "1" } });
}

// "many N": the run with thousands of names, which is too long for a benchmark of its own.
if (args is ["many", ..])
    return ManyNamespaces.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10_000);

// "netlink [FLOOR]": big tables beside the C program whose path is given, and ip.
if (args is ["netlink", ..])
    return NetlinkComparison.Run(args.Length > 1 ? args[1] : null);

// "inside [FLOOR]": ways in beside the C program whose path is given.
if (args is ["inside", ..])
    return InsideComparison.Run(args.Length > 1 ? args[1] : null);

// "pids [FOLDER [PROCESSES [NAMESPACES]]]": the ways to find processes beside the C programs in that folder, ip and lsns.
if (args is ["pids", ..])
    return PidsComparison.Run(args.Length > 1 ? args[1] : null, Number(2, 10_000), Number(3, 1_000));

// "http": a server and a client inside, beside the same at home.
if (args is ["http"])
    return await HttpComparison.RunAsync();

// Ratios within one run are the result; absolute times belong to the machine. In process, because children of the benchmark would start cold.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Value));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
