using System.Globalization;
using System.Text;

namespace LinuxNetns;

/// <summary>https://mermaid.js.org/syntax/flowchart.html. Names come from anybody: none reaches the text unescaped.</summary>
internal static class MermaidRenderer
{
    internal static string Render(NetworkMap map)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (MapNamespace ns in map.Namespaces)
        {
            string mark = MapText.Mark(ns);
            text.Append(CultureInfo.InvariantCulture, $"  subgraph {mark}[\"{Escape(ns.Label)}\"]\n");
            foreach (MapLink link in ns.Links)
            {
                IEnumerable<string> lines = MapText.Details(link).Prepend(MapText.Title(link)).Select(Escape);
                text.Append(CultureInfo.InvariantCulture, $"    {MapText.Mark(link)}[\"{string.Join("<br/>", lines)}\"]\n");
            }

            // A subgraph must not be empty.
            if (ns.Links.Count == 0)
                text.Append(CultureInfo.InvariantCulture, $"    {mark}_none[\"{Escape(ns.Error ?? "no links")}\"]\n");
            text.Append("  end\n");
        }

        foreach (MapConnection connection in map.Connections)
        {
            string line = connection.Kind switch
            {
                MapConnectionKind.Peer => "---",
                MapConnectionKind.Tunnel => "-.-",
                MapConnectionKind.Master => "-->",
                _ => "-.->",
            };
            text.Append(CultureInfo.InvariantCulture, $"  {MapText.Mark(connection.From)} {line}|\"{Escape(MapText.Word(connection))}\"| {MapText.Mark(connection.To)}\n");
        }

        return text.ToString();
    }

    /// <summary>Everything but letters, digits and what Mermaid reads as itself becomes a numbered entity.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " .,:/_-()[]@+=%".Contains((char)rune.Value, StringComparison.Ordinal)))
                escaped.Append(rune.ToString());
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return escaped.ToString();
    }
}
