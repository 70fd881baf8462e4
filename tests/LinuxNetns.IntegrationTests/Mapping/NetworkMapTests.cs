using System.Diagnostics;
using System.Text.Json;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Mapping;

public sealed class NetworkMapTests : IDisposable
{
    private readonly NetworkNamespace _lan;
    private readonly NetworkNamespace _web;
    private readonly NetworkNamespace _alone;

    public NetworkMapTests()
    {
        TestPrivilege.Require();
        _lan = NetworkNamespace.CreateAnonymous();
        _web = NetworkNamespace.CreateAnonymous();
        _alone = NetworkNamespace.CreateAnonymous();
        _lan.Links.Add(new BridgeLink("br0") { IsUp = true });
        _lan.Links.Add(new VethLink("port1") { Master = "br0", IsUp = true, PeerName = "eth0", PeerNamespace = _web });
        _web.Addresses.Add("eth0", "192.168.7.2/24");
        _web.Links.Add(new OtherLink("macvlan", "mac0") { Lower = "eth0" });
    }

    public void Dispose()
    {
        _lan.Dispose();
        _web.Dispose();
        _alone.Dispose();
    }

    [Fact]
    public void Peers_masters_and_lower_devices_are_joined_across_namespaces()
    {
        NetworkMap map = Capture();

        Assert.Equal(3, map.Namespaces.Count);
        Assert.All(map.Namespaces, ns => Assert.Null(ns.Error));
        Assert.Equal(
            ["Lower mac0 eth0", "Master port1 br0", "Peer eth0 port1"],
            map.Connections.Select(Text).Order(StringComparer.Ordinal));
        MapConnection peer = map.Connections.Single(connection => connection.Kind == MapConnectionKind.Peer);
        Assert.Equal(new HashSet<NamespaceId> { _lan.Id, _web.Id }, new HashSet<NamespaceId> { peer.From.Namespace, peer.To.Namespace });
        MapLink eth0 = map.Namespaces.Single(ns => ns.Host.Id == _web.Id).Links.Single(link => link.Link.Name == "eth0");
        Assert.Contains(eth0.Addresses, address => address.Address.ToString() == "192.168.7.2" && address.PrefixLength == 24);
        Assert.Empty(map.Namespaces.Single(ns => ns.Host.Id == _alone.Id).Links);

        // Either end first: which of the two comes from the order of the inodes.
        static string Text(MapConnection connection)
        {
            string[] ends = [connection.From.Link.Name, connection.To.Link.Name];
            if (connection.Kind == MapConnectionKind.Peer)
            {
                Array.Sort(ends, StringComparer.Ordinal);
            }

            return $"{connection.Kind} {string.Join(' ', ends)}";
        }
    }

    [Fact]
    public void Loopback_is_left_out_unless_asked_for()
    {
        Assert.DoesNotContain(Capture().Namespaces.SelectMany(ns => ns.Links), link => link.Link.Name == "lo");
        Assert.Equal(3, Capture(loopback: true).Namespaces.SelectMany(ns => ns.Links).Count(link => link.Link.Name == "lo"));
    }

    [Fact]
    public void Every_format_holds_every_link()
    {
        NetworkMap map = Capture();

        Assert.All([map.ToMermaid(), map.ToDot(), map.ToSvg(), map.ToJson()], text => Assert.All(["br0", "port1", "eth0", "mac0", "192.168.7.2/24"], word => Assert.Contains(word, text, StringComparison.Ordinal)));
        using JsonDocument json = JsonDocument.Parse(map.ToJson());
        Assert.Equal(3, json.RootElement.GetProperty("connections").GetArrayLength());
    }

    /// <summary>A browser draws it, and the screenshot shows boxes, rows, texts and lines, each in its colour and its place.</summary>
    [Fact]
    public void A_browser_draws_the_picture()
    {
        TestPrivilege.RequireProgram("chromium-headless-shell");
        string directory = Directory.CreateTempSubdirectory("lnx-map-").FullName;
        try
        {
            NetworkMap map = Capture();
            var layout = new SvgLayout(map);
            string svg = Path.Join(directory, "map.svg");
            File.WriteAllText(svg, map.ToSvg());

            Png picture = Screenshot(directory, svg, layout.Width, layout.Height);

            Assert.Equal((layout.Width, layout.Height), (picture.Width, picture.Height));
            Assert.Equal(0xffffff, picture[1, 1]);
            foreach (SvgBox box in layout.Boxes)
            {
                // Beside the title and in the gutter is the box's own colour; between the rows too.
                Assert.Equal(0xf3f6fa, picture[box.X + (box.Width / 2), box.Y + 4]);
                (int x, int y, int width, int height) = box.Row(0);
                if (box.Namespace.Links.Count > 0)
                {
                    Assert.Equal(0xffffff, picture[x + width - 4, y + height - 3]);
                    Assert.True(Dark(picture, x + 8, y + 4, width - 16, 16) > 20, "The row of the first link has no text.");
                }

                Assert.True(Dark(picture, box.X + SvgBox.Padding, box.Y + 8, box.Width - (2 * SvgBox.Padding), 14) > 20, "The box has no title.");
            }

            // Lines are anti-aliased, but somewhere each has its full colour.
            Assert.True(picture.Count(0x0967d2) > 10, "The veth pair is not drawn.");
            Assert.True(picture.Count(0x3f9142) > 5, "The port's line is not drawn.");
            Assert.True(picture.Count(0xde911d) > 3, "The macvlan's line is not drawn.");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static int Dark(Png picture, int left, int top, int width, int height)
    {
        int count = 0;
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
            {
                count += ((picture[x, y] >> 8) & 0xff) < 0x80 ? 1 : 0;
            }
        }

        return count;
    }

    private static Png Screenshot(string directory, string svg, int width, int height)
    {
        string file = Path.Join(directory, "map.png");
        string[] arguments =
        [
            "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1", $"--user-data-dir={directory}/profile",
            $"--window-size={width},{height}", $"--screenshot={file}", $"file://{svg}",
        ];
        var start = new ProcessStartInfo("chromium-headless-shell", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process browser = Process.Start(start)!;
        Task<string> errors = browser.StandardError.ReadToEndAsync();
        browser.StandardOutput.ReadToEnd();
        Assert.True(browser.WaitForExit(TimeSpan.FromSeconds(60)), "The browser does not end.");
        Assert.True(File.Exists(file), errors.Result);
        return new Png(File.ReadAllBytes(file));
    }

    private NetworkMap Capture(bool loopback = false)
    {
        NamespaceId[] mine = [_lan.Id, _web.Id, _alone.Id];
        return NetworkMap.Capture(new NetworkMapOptions { IncludeLoopback = loopback, Filter = ns => mine.Contains(ns.Id) });
    }
}
