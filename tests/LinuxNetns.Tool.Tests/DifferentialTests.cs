using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

public sealed class DifferentialTests
{
    public static TheoryData<string, int, string> Lines()
    {
        var data = new TheoryData<string, int, string>();
        foreach (CommandGroup group in CommandTable.Groups)
        {
            for (int i = 0; i < group.Lines.Count; i++)
                data.Add(group.Name, i, group.Lines[i]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Ip_and_the_tool_answer_alike(string group, int line, string text)
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        CommandGroup commands = CommandTable.Groups.Single(g => g.Name == group);
        CommandOutcome reference = commands.OfReference(line);
        CommandOutcome tool = commands.OfTool(line);

        Assert.True(reference == tool, $"{group} {line}: {text}\n--- ip: {reference}\n--- netns: {tool}");
    }

    [Fact]
    public void The_table_has_at_least_a_hundred_lines() => Assert.True(Lines().Count >= 100);
}
