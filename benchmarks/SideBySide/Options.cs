namespace LinuxNetns.SideBySide;

/// <summary>What the command line asks for.</summary>
/// <param name="IsQuick">Fewer rounds and sizes: some three minutes.</param>
/// <param name="Only">Paths whose name holds one of these; all if empty.</param>
/// <param name="Output">Where the table, the JSON and the plots go.</param>
/// <param name="Tool">The native netns.</param>
internal sealed record Options(bool IsQuick, IReadOnlyList<string> Only, string Output, string? Tool)
{
    internal const string Usage = """
        side-by-side [--quick] [--only TEXT]... [--output DIRECTORY] [--tool FILE]

        The library, its tool and its peers beside C programs that do the least for the same work. Writes table.md, results.json and plots;
        ends with 1 if a ratio is missed by more than its spread. Needs root, gcc, ip.

          --quick             some three minutes: one size of each
          --only TEXT         only what has TEXT in its name
          --output DIRECTORY  where to write (artifacts/side-by-side)
          --tool FILE         the native netns (artifacts/native/netns, if it is there)
        """;

    /// <returns>Null where the arguments are none of these.</returns>
    internal static Options? Parse(string[] arguments)
    {
        const string BuiltTool = "artifacts/native/netns";
        var options = new Options(IsQuick: false, [], Path.GetFullPath("artifacts/side-by-side"), File.Exists(BuiltTool) ? Path.GetFullPath(BuiltTool) : null);
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--quick":
                    options = options with { IsQuick = true };
                    continue;
                case "--only" when value is not null:
                    options = options with { Only = [.. options.Only, value] };
                    break;
                case "--output" when value is not null:
                    options = options with { Output = Path.GetFullPath(value) };
                    break;
                case "--tool" when value is not null:
                    options = options with { Tool = Path.GetFullPath(value) };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }

    internal bool Wants(Comparison comparison) => Only.Count == 0 || Only.Any(text => comparison.Path.Contains(text, StringComparison.OrdinalIgnoreCase));
}
