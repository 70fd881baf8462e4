using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>A line of the scenario "pids" of LinuxNetns.TestHost.</summary>
internal sealed record FinderAnswerLine(string Backend, string Whole, string Denied, string Fallbacks, HashSet<int> ProcessIds)
{
    internal static FinderAnswerLine[] Parse(SandboxResult result)
    {
        Assert.True(result.ExitCode == 0, $"{result.ExitCode} {result.Error} {result.Output}");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains(" : ", StringComparison.Ordinal) || line.StartsWith("refused", StringComparison.Ordinal)).Select(Parse)];
    }

    private static FinderAnswerLine Parse(string line)
    {
        string[] words = line.Split(' ');
        return words[0] == "refused"
            ? new FinderAnswerLine(words[0], words[1], words[2], "", [])
            : new FinderAnswerLine(words[0], words[1], words[2], words[3], [.. words[5..].Where(w => w.Length > 0).Select(w => int.Parse(w, CultureInfo.InvariantCulture))]);
    }
}
