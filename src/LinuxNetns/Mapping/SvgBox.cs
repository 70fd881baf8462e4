namespace LinuxNetns;

/// <summary>A namespace's box in the picture, in pixels.</summary>
internal sealed class SvgBox
{
    internal const int Padding = 12;

    /// <summary>Room at the left of the rows for the lines between links of the same namespace.</summary>
    internal const int Gutter = 30;

    internal const int TitleHeight = 30;
    internal const int LineHeight = 16;
    internal const int RowGap = 8;

    // The font is the reader's: a monospaced one's characters are about this wide at 12 pixels.
    private const double CharacterWidth = 7.4;

    internal SvgBox(MapNamespace ns)
    {
        Namespace = ns;
        Rows = ns.Links.Count > 0
            ? [.. ns.Links.Select(static link => (Link: (MapLink?)link, Lines: (string[])[MapText.Title(link), .. MapText.Details(link)]))]
            : [(null, [ns.Error ?? "no links"])];
        double widest = Rows.SelectMany(static row => row.Lines).Max(static line => line.Length);
        Width = (int)Math.Ceiling(Math.Max(widest * CharacterWidth + Gutter + (3 * Padding), (ns.Label.Length * CharacterWidth * 1.15) + (2 * Padding)));
        int y = TitleHeight;
        foreach ((MapLink? link, string[] lines) in Rows)
        {
            int height = (lines.Length * LineHeight) + 8;
            _tops.Add((y, height));
            y += height + RowGap;
        }

        Height = y + Padding - RowGap;
    }

    private readonly List<(int Top, int Height)> _tops = [];

    internal MapNamespace Namespace { get; }

    internal IReadOnlyList<(MapLink? Link, string[] Lines)> Rows { get; }

    internal int Width { get; }

    internal int Height { get; }

    internal int X { get; set; }

    internal int Y { get; set; }

    /// <summary>Columns count within a component, from 0.</summary>
    internal int Column { get; set; }

    internal (int X, int Y, int Width, int Height) Row(int index) =>
        (X + Gutter, Y + _tops[index].Top, Width - Gutter - Padding, _tops[index].Height);
}
