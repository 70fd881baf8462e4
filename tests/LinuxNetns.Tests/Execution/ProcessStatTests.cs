namespace LinuxNetns.Tests;

public sealed class ProcessStatTests
{
    [Theory]
    [InlineData("12 (sh) S 1 12 12 0 -1", 'S', 1, 12)]
    [InlineData("12 (a) b (c) R 3 4) Z 77 78 12 0 -1", 'Z', 77, 78)]
    [InlineData("2 (kthreadd) S 0 0 0 0 -1", 'S', 0, 0)]
    [InlineData("9 (x) I 2 -1 0", 'I', 2, -1)]
    public void The_name_ends_with_the_last_parenthesis(string text, char state, int parent, int group)
    {
        Assert.Equal(new ProcessStat(state, parent, group), ProcessStat.TryParse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 (sh")]
    [InlineData("12 (sh) S")]
    [InlineData("12 (sh) S x 3")]
    [InlineData("12 (sh) SS 1 3")]
    public void Anything_else_is_no_process(string text) => Assert.Null(ProcessStat.TryParse(text));
}
