using static LinuxNetns.IntegrationTests.Backends;

namespace LinuxNetns.IntegrationTests;

/// <summary>What is not allowed, not there or not as it should be: who answers then, and what the answer says of itself.</summary>
public sealed class BackendFallbackTests
{
    [Fact]
    public void The_first_question_of_a_program_is_answered_as_well()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), "first Auto Auto"));

        Assert.Equal("whole", answers[0].Whole);
        Assert.Contains(answers[0].Backend, (string[])["Proc", answers[1].Backend]); // another way only if /proc does not show all
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", answers[1].Backend);
        Assert.All(answers, answer => Assert.Equal([process.Id], answer.ProcessIds));

        // In a PID namespace of its own all processes show: no need to load a program, unless the machine has many.
        FinderAnswerLine[] nested = Host($"exec unshare --pid --fork --mount-proc sh -c '{Command("/proc", "/proc/self/ns/net", "first Auto Auto")}; true'");
        if (new ProcessTable("/proc").CountOwn() < 500)
            Assert.Equal(("Proc", "", "whole"), (nested[0].Backend, nested[0].Fallbacks, nested[0].Whole));
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", nested[1].Backend);
        Assert.All(nested, answer => Assert.Equal([1, 2], answer.ProcessIds.Order()));
    }

    [Fact]
    public void The_first_question_for_the_whole_host_is_answered_by_proc_if_that_shows_all_and_no_holders_are_asked_for()
    {
        TestPrivilege.Require();
        TestPrivilege.Require(new ProcessTable("/proc").CountOwn() < 500 ? null : "there are many processes");

        FinderAnswerLine[] answers = Host($"exec unshare --pid --fork --mount-proc sh -c '{Command("/proc", "/proc/self/ns/net", "first spaces spaces")}; {Command("/proc", "/proc/self/ns/net", "first scan")}; true'");

        string usual = HasBpf ? "Bpf" : "Proc";
        Assert.Equal(["Proc", usual, usual], answers.Select(answer => answer.Backend));
        Assert.Equal("", answers[0].Fallbacks);
        Assert.All(answers, answer => Assert.Equal("whole", answer.Whole));
        Assert.All(answers, answer => Assert.Equal(2, answer.ProcessIds.Count));
    }

    [Fact]
    public void Without_the_capabilities_for_BPF_rtnetlink_is_asked_and_without_those_proc_is_read()
    {
        TestPrivilege.Require();
        string command = Command("/proc", "/proc/self/ns/net", "Auto +Auto Bpf");

        FinderAnswerLine[] nested = Host($"unshare -Urn {command}");
        Assert.Equal(("NetnsId", "Bpf"), (nested[0].Backend, nested[0].Fallbacks));
        Assert.Single(nested[0].ProcessIds);
        Assert.Equal(("Proc", "Bpf,NetnsId"), (nested[1].Backend, nested[1].Fallbacks));
        Assert.Equal(nested[0].ProcessIds, nested[1].ProcessIds);
        Assert.Equal(("refused", "NotPermitted"), (nested[2].Backend, nested[2].Whole));

        FinderAnswerLine[] bare = Host($"setpriv --bounding-set -bpf,-perfmon,-sys_admin,-sys_ptrace --inh-caps -all {Command("/proc", "/proc/self/ns/net", "Auto")}");
        Assert.Equal(("Proc", "Bpf,NetnsId", "part"), (bare[0].Backend, bare[0].Fallbacks, bare[0].Whole));
    }

    [Fact]
    public void A_capability_that_is_dropped_half_way_changes_who_answers_and_not_the_answer()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), "Auto drop Auto"));
        FinderAnswerLine[] early = Host(Command("/proc", ProcessInside.PathOf(red), "drop Auto"));

        Assert.Equal([process.Id], answers[0].ProcessIds);
        Assert.True(answers[1].ProcessIds.SetEquals([process.Id]) || answers[1].Whole == "part", $"{answers[1]}");
        Assert.NotEqual("Bpf", Assert.Single(early).Backend);
        Assert.True(early[0].ProcessIds.SetEquals([process.Id]) || early[0].Whole == "part", $"{early[0]}");
    }

    [Theory]
    [InlineData("bpf")]
    [InlineData("netlink")]
    [InlineData("bpf,netlink")]
    [InlineData("bpf,family")]
    public void What_seccomp_refuses_is_passed_over_and_told_and_the_answer_is_whole(string refused)
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        bool bpf = HasBpf && !refused.Contains("bpf", StringComparison.Ordinal);

        SandboxResult result = TestSandbox.Run(Command("/proc", ProcessInside.PathOf(red), $"refuse={refused} Auto Auto scan held"));
        FinderAnswerLine[] answers = FinderAnswerLine.Parse(result);

        Assert.Equal(4, answers.Length);
        Assert.All(answers, answer => Assert.Equal([process.Id], answer.ProcessIds));
        Assert.All(answers[..2], answer => Assert.Equal(bpf ? ("Bpf", "") : refused == "bpf" ? ("NetnsId", "Bpf") : ("Proc", "Bpf,NetnsId"), (answer.Backend, answer.Fallbacks)));
        Assert.All(answers[2..], answer => Assert.Equal(bpf ? ("Bpf", "") : ("Proc", "Bpf,NetnsId"), (answer.Backend, answer.Fallbacks)));
        string[] log = [.. result.Output.Split('\n').Where(line => line.StartsWith("log ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(bpf ? 0 : 2, log.Length);
        if (refused != "netlink")
            Assert.StartsWith("log Processes are not found by Bpf: bpf(BPF_MAP_CREATE)", log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_half_way_changes_who_answers_and_not_the_answer()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), "Auto scan refuse=bpf,netlink Auto scan held"));

        Assert.Equal([HasBpf ? "Bpf" : "NetnsId", HasBpf ? "Bpf" : "Proc", "Proc", "Proc", "Proc"], answers.Select(answer => answer.Backend));
        Assert.All(answers[2..], answer => Assert.Equal("Bpf,NetnsId", answer.Fallbacks));
        Assert.All(answers, answer => Assert.Equal([process.Id], answer.ProcessIds));
    }

    [Theory]
    [InlineData("Auto")]
    [InlineData("scan")]
    public void A_proc_that_vanishes_leaves_the_kernel_to_answer_or_a_part_that_says_so(string first)
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), $"{first} hide Auto scan held Proc"));

        Assert.Equal(5, answers.Length);
        Assert.Equal([process.Id], answers[0].ProcessIds);
        Assert.All(answers[2..], answer => Assert.Equal("part", answer.Whole)); // mounts are told by /proc alone
        Assert.Empty(answers[4].ProcessIds);
        if (HasBpf)
            Assert.Equal(("Bpf", "", "whole"), (answers[1].Backend, answers[1].Fallbacks, answers[1].Whole));
        foreach (FinderAnswerLine answer in answers[1..4])
            Assert.Equal(answer.Backend == "Bpf" ? [process.Id] : [], answer.ProcessIds);
    }

    [Fact]
    public void A_kernel_without_its_types_is_passed_over()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        string path = ProcessInside.PathOf(red);

        foreach (string hide in (string[])["mount -t tmpfs none /sys", $"head -c 100000 {BpfIterator.BtfPath} > /run/btf; mount --bind /run/btf {BpfIterator.BtfPath}"])
        {
            TestPrivilege.Require(File.Exists(BpfIterator.BtfPath) ? null : "there is no BTF");
            FinderAnswerLine answer = Assert.Single(Host($"{hide}; {Command("/proc", path, "Auto")}"));

            Assert.Equal(("NetnsId", "Bpf"), (answer.Backend, answer.Fallbacks));
            Assert.Equal([process.Id], answer.ProcessIds);
        }
    }

    [Fact]
    public void A_proc_that_hides_processes_gives_a_part_and_says_so()
    {
        TestPrivilege.Require();
        TestPrivilege.Require(UserNamespace.IsNested() ? "no /proc can be mounted, and no other group be taken" : null);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        string path = ProcessInside.PathOf(red);
        const string mount = "mkdir -p /run/hidden /run/small; mount -t proc -o hidepid=2 proc /run/hidden || exit 9; mount -t proc -o subset=pid proc /run/small || exit 9";
        const string weak = "setpriv --regid 65534 --clear-groups --bounding-set -bpf,-perfmon,-sys_admin,-sys_ptrace --inh-caps -all";

        FinderAnswerLine[] answers = Host($"{mount}; {Command("/run/hidden", path, "Auto Proc")}; {weak} {Command("/run/hidden", "/proc/self/ns/net", "Auto")}; {Command("/run/small", path, "Auto Proc NetnsId")}");

        Assert.Equal(6, answers.Length);
        Assert.All(answers.Where((_, i) => i != 2), answer => Assert.Equal([process.Id], answer.ProcessIds));
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", answers[0].Backend);
        Assert.Equal(("Proc", "part"), (answers[2].Backend, answers[2].Whole));
        Assert.Equal("0", answers[2].Denied); // hidden ones are not even counted
    }

    [Fact]
    public void A_proc_that_is_gone_is_an_error_or_no_matter()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        SandboxResult result = TestSandbox.Run($"mkdir /run/empty; {Command("/run/empty", ProcessInside.PathOf(red), "Auto Bpf")}");
        FinderAnswerLine[] answers = FinderAnswerLine.Parse(result);

        // Not a process table at all: nobody is in it, and whom the kernel knows was not asked for.
        Assert.Equal(("Proc", "Bpf,NetnsId"), (answers[0].Backend, answers[0].Fallbacks));
        Assert.Empty(answers[0].ProcessIds);
        Assert.Equal("refused", answers[1].Backend);
    }
}
