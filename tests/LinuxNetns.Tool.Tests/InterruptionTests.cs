using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

/// <summary>Killed in the middle of an add or a delete, the tool leaves nothing that its doctor cannot name and mend, and that ip trips over.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public void Two_hundred_kills_at_random_moments_leave_nothing_that_cannot_be_mended()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + $$"""
            for i in {0..999}; do echo "add n$((i % 17))"; echo "delete n$(((i + 9) % 17))"; done >/run/churn
            interrupt() {
                for k in {1..20}; do
                    { echo "add started$1-$k"; cat /run/churn; } >/run/churn$1
                    $tool -force -batch /run/churn$1 2>/dev/null & p=$!
                    until [ -e /run/netns/started$1-$k ]; do read -t 0.003 <> <(:); done
                    read -t 0.0$((RANDOM % 30 + 10)) <> <(:)
                    kill -9 $p && killed=$((killed + 1))
                    wait $p
                done 2>/dev/null
                echo $killed >>/run/killed
            }
            for round in {1..5}; do
                interrupt 1 & a=$!; interrupt 2 & b=$!; wait $a $b
                timeout {{TestTimeout.Seconds(10)}} ip netns list >/dev/null 2>&1 || echo "ip netns list: $?"
                timeout {{TestTimeout.Seconds(10)}} ip netns add fresh || echo "ip netns add: $?"
                timeout {{TestTimeout.Seconds(10)}} ip netns delete fresh || echo "ip netns delete: $?"
                $tool doctor >/run/found; echo $? >>/run/codes
                grep -v -e '^    ' -e '^\(n\|started\)[0-9-]* (placeholder): ' -e '^nothing is wrong' /run/found
                $tool doctor --repair >/run/mended || cat /run/mended
                $tool doctor
                # Every entry is a namespace, mounted once.
                for name in $(ls /run/netns); do ip netns exec $name true || echo "unusable: $name"; done
                grep -o ' /run/netns/[^ ]*' /proc/self/mountinfo | sort | uniq -d
                for name in $(ls /run/netns | grep started); do ip netns delete $name; done
            done
            awk '{ n += $1 } END { print n " killed" }' /run/killed
            ip -all netns delete; ls /run/netns; grep -c ' /run/netns/' /proc/self/mountinfo
            """);

        const string healthy = "nothing is wrong with /run/netns\n";
        Assert.Equal(string.Concat(Enumerable.Repeat(healthy, 5)) + "200 killed\n0\n", result.Output);
        Assert.Equal("", result.Error);
    }
}
