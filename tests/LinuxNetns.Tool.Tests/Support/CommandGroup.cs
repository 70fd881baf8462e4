using LinuxNetns.IntegrationTests;

using System.Text;

namespace LinuxNetns.Tool.Tests;

/// <summary>Command lines that are run one after another in a sandbox of their own, once by <c>ip netns</c> and once by the tool.</summary>
/// <remarks>One sandbox for all of them: what a line does is part of what the next one finds.</remarks>
internal sealed class CommandGroup(string name, string setUp, params string[] lines)
{
    private readonly Lazy<CommandOutcome[]> _reference = new(() => Run(setUp, lines, reference: true));
    private readonly Lazy<CommandOutcome[]> _tool = new(() => Run(setUp, lines, reference: false));

    internal string Name => name;

    internal IReadOnlyList<string> Lines => lines;

    internal CommandOutcome OfReference(int line) => Normalize(_reference.Value[line]);

    internal CommandOutcome OfTool(int line) => _tool.Value[line];

    /// <summary>The only differences of text that every command has: what names the program itself.</summary>
    private static CommandOutcome Normalize(CommandOutcome outcome) => outcome with
    {
        Error = outcome.Error
            .Replace("try \"ip netns help\"", "try \"netns help\"", StringComparison.Ordinal)
            .Replace("try \"ip -help\"", "try \"netns -help\"", StringComparison.Ordinal),
    };

    private static CommandOutcome[] Run(string setUp, string[] lines, bool reference)
    {
        string directory = Directory.CreateTempSubdirectory("lnx-tool-").FullName;
        try
        {
            var script = new StringBuilder(ToolUnderTest.ShellFunctions(reference));
            script.Append("D=").Append(directory).Append("\nexec </dev/null\n").Append(setUp).Append('\n');
            for (int i = 0; i < lines.Length; i++)
                script.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{ {lines[i]}\n}} >$D/{i}.out 2>$D/{i}.err; echo $? >$D/{i}.code\n");
            SandboxResult result = TestSandbox.Run(script.ToString());
            if (!File.Exists(Path.Join(directory, $"{lines.Length - 1}.code")))
                throw new InvalidOperationException($"The script ended early, with {result.ExitCode}: {result.Output}{result.Error}");
            return [.. Enumerable.Range(0, lines.Length).Select(i => Read(directory, i))];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static CommandOutcome Read(string directory, int line) => new(
        File.ReadAllText(Path.Join(directory, $"{line}.out")),
        File.ReadAllText(Path.Join(directory, $"{line}.err")),
        File.ReadAllText(Path.Join(directory, $"{line}.code")).Trim());
}
