using System.Text;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace LinuxNetns.Tool;

/// <summary>Tables for people: coloured on a terminal, as wide as it is, and never cut elsewhere.</summary>
internal static class Tables
{
    internal static Table New(params ReadOnlySpan<string> columns)
    {
        Table table = new Table().NoBorder();
        foreach (string column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap());
        return table;
    }

    /// <summary>A cell. Names and commands are others' text: their control characters must not reach the terminal.</summary>
    internal static Text Cell(string text, Color? color = null) => new(Printable(text), color is { } known ? new Style(known) : null);

    internal static void Write(CommandContext context, IRenderable table)
    {
        bool color = context.Options.Color switch
        {
            ColorMode.Always => true,
            ColorMode.Never => false,
            _ => context.Output.IsTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
        };
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
            Interactive = InteractionSupport.No,
        });
        const int unlimited = 1 << 16;
        console.Profile.Width = context.Output.IsTerminal ? Math.Max(Console.WindowWidth, 40) : unlimited;
        console.Write(table);
        foreach (ReadOnlySpan<char> line in text.ToString().AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
                context.Output.WriteLine(line.TrimEnd().ToString());
        }
    }

    internal static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
            return text;
        var printable = new StringBuilder(text.Length);
        foreach (char c in text)
            printable.Append(char.IsControl(c) ? '?' : c);
        return printable.ToString();
    }
}
