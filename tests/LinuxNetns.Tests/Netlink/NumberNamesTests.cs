using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public sealed class NumberNamesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("names");

    private string Etc => Path.Combine(_directory.FullName, "etc");

    private string Share => Path.Combine(_directory.FullName, "share");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Ugly_lines_are_read_or_left_out()
    {
        var names = new NumberNames(uint.MaxValue, (254, "main"));
        names.Parse(
        [
            "", "#", "# 1 no", "#1 no", "  7\tseven  ", "8 eight # a comment", "9 nine#ten", "0xff hex", "0X10 HEX", "10", "eleven 11", "-1 minus", "4294967296 big",
            "12 zwölf", "13 a b c", "0x g", "14\tfourteen\r", "+15 plus", "main 254", "254 mine",
        ]);

        Assert.Equal(["seven", "eight", "nine", "hex", "HEX", "zwölf", "a", "fourteen"], new uint[] { 7, 8, 9, 255, 16, 12, 13, 14 }.Select(names.NameOf));
        Assert.Equal(["10", "11", "15", "mine"], new uint[] { 10, 11, 15, 254 }.Select(names.NameOf));
        Assert.Equal((7u, 77u, 255u, 254u, 254u), (Number("seven"), Number("77"), Number("0xFF"), Number("main"), Number("mine")));
        Assert.All(["", "nothing", "-1", "4294967296", "0x", "7 "], text => Assert.ThrowsAny<ArgumentException>(() => Number(text)));

        uint Number(string text) => names.NumberOf(text, "routing table", "name");
    }

    [Fact]
    public void The_file_in_etc_hides_that_in_share_and_parts_are_added()
    {
        Write(Share, "rt_tables", "1 one\n2 two\n");
        Write(Share, "rt_tables.d/a.conf", "3 three\n");
        Write(Share, "rt_tables.d/b.conf", "4 four\n");
        Write(Etc, "rt_tables.d/b.conf", "5 five\n");
        Write(Etc, "rt_tables.d/readme", "6 six\n");
        NumberNames shared = new NumberNames(255).Read(Etc, Share, "rt_tables");
        Write(Etc, "rt_tables", "1 eins\n256 too-big\n");
        NumberNames own = new NumberNames(255).Read(Etc, Share, "rt_tables");

        Assert.Equal(["one", "two", "three", "4", "five", "6"], Enumerable.Range(1, 6).Select(n => shared.NameOf((uint)n)));
        Assert.Equal(["eins", "2", "three", "4", "five", "256"], new uint[] { 1, 2, 3, 4, 5, 256 }.Select(own.NameOf));
        Assert.Equal("9", new NumberNames(255).Read(Path.Combine(Etc, "none"), Share + "none", "rt_tables").NameOf(9));
    }

    [Fact]
    public void Well_known_numbers_have_their_names_with_and_without_files()
    {
        Assert.Equal(("main", "kernel", "link"), (RoutingTableId.Main.ToString(), RouteProtocol.Kernel.ToString(), RouteScope.Link.ToString()));
        Assert.Equal((RoutingTableId.Local, RouteProtocol.Boot, RouteScope.Host), (RoutingTableId.FromName("local"), RouteProtocol.FromName("boot"), RouteScope.FromName("host")));
        Assert.Equal((new RoutingTableId(1000), new RouteProtocol(200), new RouteScope(99)), (RoutingTableId.FromName("1000"), (RouteProtocol)200, (RouteScope)99));
        Assert.Throws<ArgumentException>(() => RouteProtocol.FromName("256"));
        Assert.Throws<ArgumentOutOfRangeException>(() => (RouteScope)256);
        Assert.Throws<ArgumentOutOfRangeException>(() => (RoutingTableId)(-1));
    }

    private static void Write(string directory, string file, string text)
    {
        string path = Path.Combine(directory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
