using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

public sealed class KnownDifferenceTests
{
    public static TheoryData<string> Titles() => new(KnownDifferences.All.Select(d => d.Title));

    [Theory]
    [MemberData(nameof(Titles))]
    public void Ip_and_the_tool_differ_as_documented(string title)
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        KnownDifference difference = KnownDifferences.All.Single(d => d.Title == title);
        var group = new CommandGroup(title, difference.SetUp, difference.Line);

        difference.Ip.AssertMatches(group.OfReference(0), "ip");
        difference.Tool.AssertMatches(group.OfTool(0), "netns");
    }
}
