namespace LinuxNetns.IntegrationTests;

/// <summary>The library in the hands of a user, with ip on the other side of every name.</summary>
public sealed class TourTests
{
    [Fact]
    public void What_ip_adds_is_used_and_what_is_added_ip_sees()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        string host = Path.Join(AppContext.BaseDirectory, "LinuxNetns.TestHost.dll");

        SandboxResult result = TestSandbox.Run($$"""
            unset XDG_RUNTIME_DIR
            ip netns add red
            ip netns exec red sleep 1000 & p=$!
            until [ "$(ip netns identify $p)" = red ]; do :; done
            dotnet {{host}} tour /run/netns /etc/netns $p
            echo "code: $?"
            kill $p
            ip netns list | sort
            ip -n kept -o link show lo | grep -c LOWER_UP
            ip netns delete kept
            ip netns delete red
            ls /run/netns | wc -l
            """);

        Assert.Equal(
            """
            same: True
            entry: green Live True none
            entry: red Live True none
            entry: vpn Live True none
            names: red vpn
            set: 7
            auto: True
            again: Peer netns already has a nsid assigned
            id: True lime
            id: False red vpn
            down: lime
            destroyed: True
            pids: True
            host: red
            up: 0x9
            code: 0
            kept
            red (id: 0)
            1
            0

            """,
            result.Output);
        Assert.Equal("", result.Error);
    }
}
