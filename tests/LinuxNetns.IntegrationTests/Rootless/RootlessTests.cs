using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests.Rootless;

/// <summary>Without any privilege, in processes of their own.</summary>
public sealed class RootlessTests : IClassFixture<RootlessHost>
{
    private const string Refused = "NotPermitted: enter a rootless namespace (no thread of this process can be inside: setns(2) into a user namespace takes a process with one thread."
        + " Use sockets, handlers and commands made inside, or call NetnsPrivileges.ReenterInUserNamespace() first in Main)";

    private readonly RootlessHost _host;

    public RootlessTests(RootlessHost host)
    {
        _host = host;
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("setpriv");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Links_addresses_routes_settings_and_devices()
    {
        string[] expected =
        [
            "links: lo veth-red", "routes: True", "forwarding: 1 0", "ping: 10.1.1.2", "names: True", "one helper: 1", "apart: True True",
        ];

        string[] lines = _host.Lines("network");

        Assert.Equal(expected, lines.Where(line => line != "tun: True"));
    }

    [Fact]
    public void A_server_in_one_and_a_client_in_another() => Assert.Equal(["inside", "10.1.1.1 -> 10.1.1.2:80"], _host.Lines("http"));

    [Fact]
    public void Commands_run_inside_and_tell_how_they_ended() => Assert.Equal(
        [
            "links: lo", "user: 0", "exit code: 7", "signal: 9", "input: WORDS", "options: /usr a b", "timed out: True", "missing: CommandNotStartedException ENOENT", "misasked: ArgumentException",
            "inside: True", "killed: 9",
        ],
        _host.Lines("exec"));

    [Fact]
    public void No_code_of_this_process_can_be_inside_and_the_message_says_why() => Assert.Equal([Refused, Refused, Refused], _host.Lines("refuses"));

    [Fact]
    public void The_helper_ends_with_the_last_namespace_and_sockets_go_on() =>
        Assert.Equal(["still there: True", "gone: True", "socket: works", "again: True"], _host.Lines("dispose"));

    [Fact]
    public void A_killed_helper_is_an_error_and_can_be_replaced() => Assert.Equal(
        [
            "its child: an unknown end",
            "ProcessGone: ask the rootless helper (process PID has ended, and with it the way into its namespaces; make new ones)",
            "another: True",
        ],
        _host.Lines("helper-killed"));

    [Fact]
    public void Descriptors_do_not_grow() => Assert.Equal(["helper's growth: 0", "helper's growth: 0", "growth: 0"], _host.Lines("leak"));

    [Fact]
    public async Task All_of_it_ends_when_the_owner_is_killed()
    {
        using Process owner = RootlessHost.Start($"cd /; exec {_host.Command("hold")}");
        string[] words = (await owner.StandardOutput.ReadLineAsync(Token))!.Split(' ');
        using Process helper = Process.GetProcessById(int.Parse(words[0], CultureInfo.InvariantCulture));
        using Process command = Process.GetProcessById(int.Parse(words[1], CultureInfo.InvariantCulture));

        owner.Kill();

        await Task.WhenAll(helper.WaitForExitAsync(Token), command.WaitForExitAsync(Token)).WaitAsync(TimeSpan.FromSeconds(TestTimeout.Seconds(30)), Token);
        ulong id = ulong.Parse(words[2], CultureInfo.InvariantCulture);
        Assert.DoesNotContain(new ProcessScanner().Scan().Namespaces, ns => ns.Id.KernelId == id);
    }

    [Fact]
    public void A_program_can_become_root_of_a_user_namespace_and_then_be_inside() => Assert.Equal(
        ["arguments: a|b c|", "same process: True", "run: 1", "enter: listens on 81"], _host.Lines("reenter a 'b c' ''"));

    [Theory]
    [InlineData("create", "LimitReached: start a rootless helper: No space left on device [ENOSPC]")]
    [InlineData("reenter", "LimitReached: re-enter in a user namespace: No space left on device [ENOSPC]")]
    public void Where_user_namespaces_are_refused_the_message_names_the_setting(string scenario, string expected)
    {
        // A user namespace of which none can be made is one by which the machine's own setting is left alone.
        string command = $"unshare --user --map-root-user sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; exec {_host.Command(scenario, RootlessHost.BareRoot)}'";

        string output = RootlessHost.Run(command, exitCode: 3);

        Assert.StartsWith(expected, output, StringComparison.Ordinal);
        Assert.Contains("user.max_user_namespaces is 0 here; sysctl -w user.max_user_namespaces=N", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_without_capabilities_is_told_which_one_is_missing()
    {
        string output = RootlessHost.Run($"unshare --user --map-root-user {_host.Command("create", RootlessHost.BareRoot)}", exitCode: 3);

        Assert.StartsWith("NotPermitted: start a rootless helper: Operation not permitted [EPERM]", output, StringComparison.Ordinal);
        Assert.Contains("CAP_SETFCAP", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("reenter")]
    public void Without_unshare_the_message_says_so(string scenario)
    {
        string command = _host.Command(scenario).Replace(" dotnet ", " PATH=/nonexistent $(command -v dotnet) ", StringComparison.Ordinal);

        string output = RootlessHost.Run(command, exitCode: 3);

        Assert.Equal("NotSupported: exec \"unshare\": No such file or directory [ENOENT] (without privilege it takes unshare(1) of util-linux in PATH)", output);
    }
}
