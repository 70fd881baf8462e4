namespace LinuxNetns.IntegrationTests.AspNetCore;

/// <summary>A process of its own, so that every descriptor and thread is the server's or its clients'.</summary>
public sealed class ServerLoadTests
{
    [Fact]
    public async Task Under_load_no_request_is_in_a_wrong_namespace_and_nothing_is_left_open()
    {
        TestPrivilege.Require();
        string seconds = Environment.GetEnvironmentVariable("LINUXNETNS_LOAD_SECONDS") ?? "6";

        SandboxResult result = await ExecFixture.RunHost("server", "/nonexistent", "/nonexistent", seconds);

        Assert.Matches("^requests [1-9][0-9]{2,} wrong 0 descriptors -?[0-8] strays 0\n$", result.Output);
    }
}
