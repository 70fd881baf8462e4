using System.Globalization;
using System.Text;

namespace LinuxNetns;

/// <summary>SVG 1.1, complete in itself.</summary>
internal static class SvgRenderer
{
    private const int LineBend = 60;

    internal static string Render(NetworkMap map)
    {
        var layout = new SvgLayout(map);
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" ");
        svg.Append("font-family=\"ui-monospace, DejaVu Sans Mono, Liberation Mono, monospace\" font-size=\"12\">\n");
        svg.Append("<title>Network namespaces</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        var rows = new Dictionary<MapLink, (int X, int Y, int Width, int Height)>(ReferenceEqualityComparer.Instance);
        foreach (SvgBox box in layout.Boxes)
            DrawBox(svg, box, rows);
        foreach (MapConnection connection in map.Connections)
            DrawLine(svg, connection, layout, rows);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawBox(StringBuilder svg, SvgBox box, Dictionary<MapLink, (int X, int Y, int Width, int Height)> rows)
    {
        svg.Append("<g class=\"netns\">");
        Append(svg, $"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"8\" fill=\"#f3f6fa\" stroke=\"#5b7083\" stroke-width=\"1.5\"/>");
        Append(svg, $"<text x=\"{box.X + SvgBox.Padding}\" y=\"{box.Y + 20}\" font-weight=\"bold\" font-size=\"13\" fill=\"#1d2b36\">{Escape(box.Namespace.Label)}</text>\n");
        for (int i = 0; i < box.Rows.Count; i++)
        {
            (MapLink? link, string[] lines) = box.Rows[i];
            (int X, int Y, int Width, int Height) row = box.Row(i);
            if (link is not null)
            {
                rows.Add(link, row);
                Append(svg, $"<rect x=\"{row.X}\" y=\"{row.Y}\" width=\"{row.Width}\" height=\"{row.Height}\" rx=\"4\" fill=\"#ffffff\" stroke=\"#9fb3c8\"/>");
            }

            for (int line = 0; line < lines.Length; line++)
            {
                string color = link is null ? "#8a5a00" : line == 0 ? "#102a43" : "#486581";
                Append(svg, $"<text x=\"{row.X + 8}\" y=\"{row.Y + 16 + (line * SvgBox.LineHeight)}\" fill=\"{color}\">{Escape(lines[line])}</text>");
            }

            svg.Append('\n');
        }

        svg.Append("</g>\n");
    }

    private static void DrawLine(
        StringBuilder svg, MapConnection connection, SvgLayout layout, Dictionary<MapLink, (int X, int Y, int Width, int Height)> rows)
    {
        if (!rows.TryGetValue(connection.From, out var from) || !rows.TryGetValue(connection.To, out var to))
            return;
        (SvgBox left, SvgBox right) = (layout.BoxOf(connection.From), layout.BoxOf(connection.To));
        if (right.Column < left.Column)
            (from, to, left, right) = (to, from, right, left);
        (int fromY, int toY) = (from.Y + (from.Height / 2), to.Y + (to.Height / 2));
        // Within a box the line runs in its gutter, between boxes of a column beside them, else from column to column.
        (int fromX, int fromBend, int toX, int toBend) =
            left == right ? (from.X, from.X - SvgBox.Gutter + 6, to.X, to.X - SvgBox.Gutter + 6)
            : left.Column == right.Column ? (from.X + from.Width, from.X + from.Width + LineBend, to.X + to.Width, to.X + to.Width + LineBend)
            : (from.X + from.Width, from.X + from.Width + LineBend, to.X, to.X - LineBend);
        (string color, string dash) = connection.Kind switch
        {
            MapConnectionKind.Peer => ("#0967d2", ""),
            MapConnectionKind.Tunnel => ("#8719e0", " stroke-dasharray=\"6 4\""),
            MapConnectionKind.Master => ("#3f9142", ""),
            _ => ("#de911d", " stroke-dasharray=\"2 3\""),
        };
        Append(svg, $"<path class=\"{Class(connection.Kind)}\" d=\"M{fromX} {fromY} C{fromBend} {fromY} {toBend} {toY} {toX} {toY}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\"{dash}>");
        Append(svg, $"<title>{Escape($"{connection.From.Link.Name} {MapText.Word(connection)} {connection.To.Link.Name}")}</title></path>");
        if (left != right)
            Append(svg, $"<text x=\"{(fromX + fromBend + toBend + toX) / 4}\" y=\"{((fromY + toY) / 2) - 4}\" font-size=\"10\" text-anchor=\"middle\" fill=\"{color}\">{Escape(MapText.Word(connection))}</text>");
        svg.Append('\n');
    }

    private static string Class(MapConnectionKind kind) => kind switch
    {
        MapConnectionKind.Peer => "peer",
        MapConnectionKind.Tunnel => "tunnel",
        MapConnectionKind.Master => "master",
        _ => "lower",
    };

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Names may hold any byte: what XML 1.0 has no place for becomes a question mark.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                < 0x20 or (>= 0x7f and < 0xa0) or 0xfffe or 0xffff => "?",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
