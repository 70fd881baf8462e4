using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

/// <summary>Commands on a terminal: what is typed is the command's, and its end is the program's.</summary>
public sealed class TerminalTests
{
    private static readonly string s_script = Path.Join(AppContext.BaseDirectory, "Scripts", "terminal.py");

    [Fact]
    public void Ctrl_C_reaches_the_command_and_its_status_is_the_programs()
    {
        string output = Run("ready=^C", "exec red sh -c 'trap \"echo caught; exit 5\" INT; echo ready; while :; do sleep 0.05; done'");

        Assert.EndsWith("caught\nexit 5\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_a_command_that_does_not_catch_it_by_the_signal()
    {
        string output = Run("ready=^C", "exec red sh -c 'echo ready; while :; do sleep 0.05; done'");

        Assert.EndsWith("signal 2\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_backslash_quits_the_command()
    {
        string output = Run("ready=^\\", "exec red sh -c 'ulimit -c 0; echo ready; while :; do sleep 0.05; done'");

        Assert.EndsWith("signal 3\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_can_be_stopped_and_continued_by_a_shell()
    {
        // What is typed is echoed, so the words that are waited for are not typed as they are printed.
        string[] steps =
        [
            $"$ ={ToolUnderTest.CommandLine} exec red sh -c \"echo rea''dy; read word; echo \\\"<\\$word>\\\"; exit 6\"",
            "ready=^Z",
            "Stopped=fg",
            "exec red=", // the shell's report
            "exec red=word", // the shell continues it
            "<word>=",
            "$ =echo stat''us $?; echo do''ne", // what is typed next is echoed behind the last thing waited for, and so not into the answer
            "done=exit 3",
        ];
        string output = RunProgram(string.Join(',', steps), "env PS1='$ ' bash --norc --noprofile --noediting -i");

        Assert.EndsWith("exit 3\n", output, StringComparison.Ordinal);
        Assert.Contains("\n<word>\n", output, StringComparison.Ordinal);
        Assert.Contains("\nstatus 6\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_typed_is_the_commands()
    {
        string output = Run("ready=hello", "exec red sh -c 'test -t 0 && test -t 1 && echo ready; read word; echo \"got $word\"'");

        Assert.EndsWith("got hello\nexit 0\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_timeout_Ctrl_C_reaches_the_command_too()
    {
        string output = Run("ready=^C", "exec --timeout 20 red sh -c 'trap \"echo caught; exit 5\" INT; echo ready; while :; do sleep 0.05; done'");

        Assert.Contains("caught\n", output, StringComparison.Ordinal);
        Assert.EndsWith("exit 5\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_a_command_in_every_namespace()
    {
        string output = Run("ready=^C", "-all exec sh -c 'echo ready; while :; do sleep 0.05; done'", "ip netns add red; ip netns add blue");

        Assert.Equal(1, output.Split("netns: ").Length - 1);
        Assert.EndsWith("exit 130\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_told_to_end_passes_that_on()
    {
        string script = ToolUnderTest.ShellFunctions(reference: false) + """
            ip netns add red
            $tool exec --timeout 20 red sh -c 'trap "echo told; exit 9" TERM; echo ready; while :; do sleep 0.05; done' >/run/out & p=$!
            until grep -q ready /run/out; do read -t 0.02 <> <(:); done
            kill -TERM $p; wait $p; echo "status $?"; cat /run/out
            """;
        TestPrivilege.Require();
        SandboxResult result = TestSandbox.Run(script);

        Assert.Equal("status 9\nready\ntold\n", result.Output);
    }

    private static string Run(string steps, string words, string setUp = "ip netns add red") => RunProgram(steps, $"{ToolUnderTest.CommandLine} {words}", setUp);

    private static string RunProgram(string steps, string command, string setUp = "ip netns add red")
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        TestPrivilege.RequireProgram("python3");
        SandboxResult result = TestSandbox.Run($"{setUp}; timeout {TestTimeout.Seconds(60)} python3 {s_script} {TestTimeout.Seconds(40)} \"$STEPS\" {command}", ("STEPS", steps));
        Assert.Equal("", result.Error);
        return result.Output;
    }
}
