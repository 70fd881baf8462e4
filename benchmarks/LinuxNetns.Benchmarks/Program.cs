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

// Ratios within one run are the result; absolute times belong to the machine. In process, because children of the benchmark would start cold.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Value));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
