namespace LinuxNetns.Tests;

public sealed class CommandPathTests
{
    [Theory]
    [InlineData("/bin/ls", "/usr/bin", "/bin/ls")]
    [InlineData("./ls", "/usr/bin", "./ls")]
    [InlineData("ls", "/usr/bin:/bin", "/usr/bin/ls /bin/ls")]
    [InlineData("ls", "/usr/bin/", "/usr/bin/ls")]
    [InlineData("ls", ":/bin:", "ls /bin/ls ls")]
    [InlineData("ls", "", "ls")]
    [InlineData("ls", null, "/bin/ls /usr/bin/ls")]
    public void A_name_is_looked_for_as_execvp_does(string name, string? path, string expected)
    {
        Assert.Equal(expected.Split(' '), CommandPath.Candidates(name, path));
    }
}
