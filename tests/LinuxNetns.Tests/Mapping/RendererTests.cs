using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Mapping;

public partial class RendererTests
{
    private const string Ugly = "a\"b<c>&d\\e\n#f|g]h}i;--\u0001é";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Mermaid_has_a_subgraph_for_each_namespace_and_a_line_for_each_connection()
    {
        string text = Example("red", "blue").ToMermaid();

        Assert.Equal(
            """
            flowchart LR
              subgraph n100["red"]
                n100_2["eth0 (veth)<br/>down"]
                n100_3["br0 (bridge)<br/>down"]
              end
              subgraph n200["blue"]
                n200_2["eth1 (veth)<br/>down"]
              end
              subgraph n300["gone"]
                n300_none["no way in"]
              end
              n100_2 ---|"veth"| n200_2
              n100_2 -->|"port of"| n100_3

            """,
            text);
    }

    [Fact]
    public void Names_cannot_break_out_of_mermaid()
    {
        string text = Example(Ugly, "blue").ToMermaid();

        string label = SubgraphLabel().Match(text).Groups[1].Value;
        Assert.Equal("a#34;b#60;c#62;#38;d#92;e#10;#35;f#124;g]h#125;i#59;--#1;é", label);
        Assert.Equal(13, text.Count(c => c == '\n'));
    }

    [Fact]
    public void Names_cannot_break_out_of_dot()
    {
        string text = Example(Ugly, "blue").ToDot();

        Assert.Contains("""label="a\"b<c>&d\\e?#f|g]h}i;--?é";""", text, StringComparison.Ordinal);
        Assert.Contains("n100_2 -- n200_2 [label=\"veth\"];", text, StringComparison.Ordinal);
        Assert.Contains("n100_2 -- n100_3 [label=\"port of\", dir=forward];", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_is_xml_whatever_the_names_and_holds_every_link_and_line()
    {
        XElement svg = XDocument.Parse(Example(Ugly, "blue").ToSvg()).Root!;

        string[] texts = [.. svg.Descendants(s_svg + "text").Select(text => text.Value)];
        Assert.Contains("a\"b<c>&d\\e?#f|g]h}i;--?é", texts);
        Assert.All(["eth0 (veth)", "br0 (bridge)", "eth1 (veth)", "no way in"], text => Assert.Contains(text, texts));
        Assert.Equal(["peer", "master"], svg.Elements(s_svg + "path").Select(path => path.Attribute("class")!.Value));
        Assert.Empty(svg.Descendants(s_svg + "script"));
    }

    [Fact]
    public void No_boxes_lie_on_one_another_and_all_lie_in_the_picture()
    {
        var namespaces = Enumerable.Range(1, 40).Select(i => Namespace((ulong)i, $"host{i}", new Link { Index = 2, Name = "eth0" })).ToList();
        List<MapConnection> connections = [];
        // A star of twenty, a chain of ten, the rest alone.
        for (int i = 1; i < 30; i++)
        {
            MapNamespace other = i < 20 ? namespaces[0] : namespaces[i - 1];
            connections.Add(new MapConnection(MapConnectionKind.Peer, namespaces[i].Links[0], other.Links[0]));
        }

        var layout = new SvgLayout(new NetworkMap(namespaces, connections, 0));

        SvgBox[] boxes = [.. layout.Boxes];
        Assert.Equal(40, boxes.Length);
        Assert.All(boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.Width <= layout.Width && box.Y + box.Height <= layout.Height));
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = i + 1; j < boxes.Length; j++)
            {
                Assert.False(
                    boxes[i].X < boxes[j].X + boxes[j].Width && boxes[j].X < boxes[i].X + boxes[i].Width
                    && boxes[i].Y < boxes[j].Y + boxes[j].Height && boxes[j].Y < boxes[i].Y + boxes[i].Height,
                    $"{boxes[i].Namespace.Label} lies on {boxes[j].Namespace.Label}");
            }
        }
    }

    [Fact]
    public void Json_names_both_ends_of_a_connection()
    {
        using JsonDocument json = JsonDocument.Parse(Example(Ugly, "blue").ToJson());

        JsonElement root = json.RootElement;
        Assert.Equal(Ugly, root.GetProperty("namespaces")[0].GetProperty("label").GetString());
        Assert.Equal("no way in", root.GetProperty("namespaces")[2].GetProperty("error").GetString());
        JsonElement peer = root.GetProperty("connections")[0];
        Assert.Equal(("peer", 100, 2, 200, 2), (peer.GetProperty("kind").GetString(), Number(peer, "from", "inode"), Number(peer, "from", "ifindex"), Number(peer, "to", "inode"), Number(peer, "to", "ifindex")));
        Assert.Equal(5, root.GetProperty("denied").GetInt32());

        static int Number(JsonElement element, string end, string name) => element.GetProperty(end).GetProperty(name).GetInt32();
    }

    [Fact]
    public void An_empty_host_is_an_empty_picture()
    {
        var map = new NetworkMap([], [], 0);

        Assert.Equal("flowchart LR\n", map.ToMermaid());
        Assert.NotNull(XDocument.Parse(map.ToSvg()).Root);
        Assert.Empty(JsonDocument.Parse(map.ToJson()).RootElement.GetProperty("namespaces").EnumerateArray());
    }

    private static NetworkMap Example(string red, string blue)
    {
        MapNamespace first = Namespace(100, red, new Link { Index = 2, Name = "eth0", Kind = "veth" }, new Link { Index = 3, Name = "br0", Kind = "bridge" });
        MapNamespace second = Namespace(200, blue, new Link { Index = 2, Name = "eth1", Kind = "veth" });
        MapNamespace third = Namespace(300, "gone") with { Error = "no way in" };
        return new NetworkMap(
            [first, second, third],
            [new(MapConnectionKind.Peer, first.Links[0], second.Links[0]), new(MapConnectionKind.Master, first.Links[0], first.Links[1])],
            5);
    }

    private static MapNamespace Namespace(ulong inode, string label, params Link[] links)
    {
        var id = new NamespaceId(null, 4, inode);
        return new MapNamespace { Host = new HostNamespace { Id = id }, Label = label, Links = [.. links.Select(link => new MapLink(id, link, []))] };
    }

    [GeneratedRegex("subgraph n100\\[\"(.*)\"\\]")]
    private static partial Regex SubgraphLabel();
}
