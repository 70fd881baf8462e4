namespace LinuxNetns.Tests;

public sealed class CommandEnvironmentTests
{
    [Fact]
    public void What_is_asked_for_wins_over_the_user_and_the_user_over_what_is_inherited()
    {
        var identity = new CommandIdentity(1, 1, [], "somebody", "/home/somebody");
        var options = new ExecOptions { Environment = new Dictionary<string, string?> { ["HOME"] = "/elsewhere", ["PATH"] = null } };

        Dictionary<string, string> variables = CommandEnvironment.Build(options, identity);

        Assert.Equal(("/elsewhere", "somebody", "somebody"), (variables["HOME"], variables["USER"], variables["LOGNAME"]));
        Assert.False(variables.ContainsKey("PATH"));
    }

    [Fact]
    public void Cleared_it_holds_nothing_else()
    {
        var options = new ExecOptions { ClearEnvironment = true, Environment = new Dictionary<string, string?> { ["ONE"] = "", ["TWO"] = null } };

        Assert.Equal([KeyValuePair.Create("ONE", "")], CommandEnvironment.Build(options, CommandIdentity.Unchanged));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("A=B", "x")]
    [InlineData("A\0", "x")]
    [InlineData("A", "x\0y")]
    public void What_execve_cannot_pass_on_is_refused(string name, string value)
    {
        var options = new ExecOptions { Environment = new Dictionary<string, string?> { [name] = value } };

        Assert.Throws<ArgumentException>(() => CommandEnvironment.Build(options, CommandIdentity.Unchanged));
    }
}
