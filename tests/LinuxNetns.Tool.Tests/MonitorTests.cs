using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

public sealed class MonitorTests
{
    [Fact]
    public void Names_are_told_as_ip_does_and_at_once_through_a_pipe()
    {
        string output = Watch("monitor", "", "n add two; told 'add two'; ip netns delete two; told 'delete two'; n rename one three; told 'delete one'");

        Assert.Equal("add two\ndelete two\nadd three\ndelete one\n", output);
    }

    [Fact]
    public void Ready_renamed_and_destroyed_are_told_when_asked_for()
    {
        string output = Watch("monitor --ready", "", "ip netns add two; told 'ready two'; n rename two three; told 'rename two three'; ip netns delete three; told 'destroy three'");

        Assert.Equal("add two\nready two\nrename two three\ndelete three\ndestroy three\n", output);
    }

    [Fact]
    public void All_begins_with_what_is_there()
    {
        string output = Watch("-all monitor", "touch /run/netns/leftover", "n add two; told 'ready two'");

        Assert.Equal(["add leftover", "add two", "exist one", "ready two"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Json_is_an_object_a_line()
    {
        string output = Watch("-j monitor", "touch /run/netns/leftover", "n add two; told '\"add\",\"name\":\"two\"'; rm /run/netns/leftover; told leftover");

        Assert.Equal("{\"event\":\"add\",\"name\":\"two\"}\n{\"event\":\"delete\",\"name\":\"leftover\"}\n", output);
    }

    [Fact]
    public void It_waits_for_a_directory_that_is_not_there_yet()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + """
            $tool monitor >/run/told & p=$!
            for t in {1..600}; do grep -q inotify /proc/$p/fdinfo/* 2>/dev/null && break; read -t 0.05 <> <(:); done
            for t in {1..100}; do ip netns add late$t; for u in {1..10}; do grep -q late$t /run/told && break 2; read -t 0.05 <> <(:); done; done
            umount -l /run/netns/late$t; umount -l /run/netns; rm -r /run/netns
            ip netns add again
            for t in {1..600}; do grep -q again /run/told && break; read -t 0.05 <> <(:); done
            kill $p; wait $p 2>/dev/null; tail -n1 /run/told
            """);

        Assert.Equal("", result.Error);
        Assert.EndsWith("add again\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_when_nobody_listens()
    {
        TestPrivilege.Require();
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + """
            ip netns add one
            { n -all monitor; echo "status $?" >/run/status; } | head -n 1 &
            i=0
            until [ -s /run/status ] || [ $i -gt 200 ]; do i=$((i+1)); ip netns add x$i; read -t 0.05 <> <(:); done
            cat /run/status
            """);

        Assert.Equal("exist one\nstatus 141\n", result.Output);
    }

    /// <summary>Starts the monitor with its output in a pipe, waits until it watches, and ends it after the script.</summary>
    private static string Watch(string words, string setUp, string script)
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + $$"""
            ip netns add one
            {{setUp}}
            told() { for t in {1..600}; do grep -qF "$1" /run/told && return; read -t 0.05 <> <(:); done; echo "not told: $1" >&2; }
            mkfifo /run/pipe; cat /run/pipe >/run/told & $tool {{words}} >/run/pipe & p=$!
            watching() { grep -q inotify /proc/$p/fdinfo/* 2>/dev/null; }
            for t in {1..600}; do watching && break; read -t 0.05 <> <(:); done
            # A first look follows the watch: a name that is made and told proves that it is over.
            for t in {1..100}; do ip netns add probe$t; for u in {1..10}; do grep -q probe$t /run/told && break 2; read -t 0.05 <> <(:); done; done
            for u in $(seq $t); do ip netns delete probe$u; done
            {{script}}
            kill $p; wait $p 2>/dev/null
            grep -v probe /run/told
            """);
        Assert.Equal("", result.Error);
        return result.Output;
    }
}
