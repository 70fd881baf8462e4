using System.Globalization;
using System.Text;

namespace LinuxNetns;

/// <summary>https://graphviz.org/doc/info/lang.html: a cluster for each namespace.</summary>
internal static class DotRenderer
{
    internal static string Render(NetworkMap map)
    {
        var text = new StringBuilder(
            "graph netns {\n  rankdir=LR;\n  fontname=\"sans-serif\";\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
        foreach (MapNamespace ns in map.Namespaces)
        {
            string mark = MapText.Mark(ns);
            text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{mark} {{\n    label={Quote(ns.Label)};\n");
            foreach (MapLink link in ns.Links)
                text.Append(CultureInfo.InvariantCulture, $"    {MapText.Mark(link)} [label={Quote([MapText.Title(link), .. MapText.Details(link)])}];\n");
            if (ns.Links.Count == 0)
                text.Append(CultureInfo.InvariantCulture, $"    {mark}_none [label={Quote(ns.Error ?? "no links")}, shape=plaintext];\n");
            text.Append("  }\n");
        }

        foreach (MapConnection connection in map.Connections)
        {
            string style = connection.Kind switch
            {
                MapConnectionKind.Peer => "",
                MapConnectionKind.Tunnel => ", style=dashed",
                MapConnectionKind.Master => ", dir=forward",
                _ => ", dir=forward, style=dotted",
            };
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {MapText.Mark(connection.From)} -- {MapText.Mark(connection.To)} [label={Quote(MapText.Word(connection))}{style}];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>A quoted string, with a line break between the lines.</summary>
    private static string Quote(params string[] lines) =>
        '"' + string.Join("\\n", lines.Select(static line =>
            string.Concat(line.Select(static c => c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ => char.IsControl(c) ? "?" : c.ToString(),
            })))) + '"';
}
