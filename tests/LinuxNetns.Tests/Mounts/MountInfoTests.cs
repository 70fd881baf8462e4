namespace LinuxNetns.Tests;

public sealed class MountInfoTests
{
    private const string Name = "371 32 0:4 net:[4026532281] /run/netns/red rw shared:5 - nsfs nsfs rw";

    [Fact]
    public void A_name_in_the_registry_is_a_namespace_on_a_file()
    {
        MountInfoEntry entry = Assert.Single(MountInfo.Parse(Name + "\n"));

        Assert.Equal(new MountInfoEntry(371, 32, "net:[4026532281]", "/run/netns/red", "nsfs", IsReadOnly: false, PeerGroup: 5) { Device = 4 }, entry);
        Assert.Equal(4026532281UL, entry.NetworkNamespaceInode);
    }

    [Fact]
    public void The_lines_keep_the_kernels_order_and_the_last_one_needs_no_newline()
    {
        List<MountInfoEntry> entries = MountInfo.Parse("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + Name);

        Assert.Equal(["/", "/run/netns/red"], entries.Select(entry => entry.MountPoint));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("master:1 ", 0)]
    [InlineData("shared:7 master:1 propagate_from:2 unbindable ", 7)]
    [InlineData("something:new shared:8 ", 8)]
    [InlineData("shared:x ", 0)]
    public void Optional_fields_may_be_none_or_many(string fields, int peerGroup)
    {
        MountInfoEntry entry = Assert.Single(MountInfo.Parse($"371 32 0:4 net:[1] /a rw {fields}- nsfs nsfs rw"));

        Assert.Equal(peerGroup, entry.PeerGroup);
        Assert.Equal("/a", entry.MountPoint);
    }

    [Theory]
    [InlineData(@"/a\040b", "/a b")]
    [InlineData(@"/a\011b", "/a\tb")]
    [InlineData(@"/a\012b", "/a\nb")]
    [InlineData(@"/a\134b", @"/a\b")]
    [InlineData(@"/a\134040b", @"/a\040b")]
    [InlineData(@"/a\043", "/a#")]
    [InlineData(@"/a\04", @"/a\04")]
    [InlineData(@"/a\", @"/a\")]
    [InlineData(@"/a\999", @"/a\999")]
    [InlineData("/a\rb", "/a\rb")]
    [InlineData("/a\u2028b\u0085c\fd", "/a\u2028b\u0085c\fd")]
    [InlineData("/größe/名", "/größe/名")]
    [InlineData("-", "-")]
    public void A_mount_point_may_hold_anything(string written, string path) =>
        Assert.Equal(path, Assert.Single(MountInfo.Parse($"371 32 0:4 net:[1] {written} rw - nsfs nsfs rw\n")).MountPoint);

    [Theory]
    [InlineData("ro", true)]
    [InlineData("ro,relatime", true)]
    [InlineData("rw,nosuid", false)]
    [InlineData("rw,errors=remount-ro", false)]
    [InlineData("rotten", false)]
    public void Read_only_is_the_first_flag(string flags, bool readOnly) =>
        Assert.Equal(readOnly, Assert.Single(MountInfo.Parse($"1 1 0:4 / /a {flags} - tmpfs none rw")).IsReadOnly);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("garbage")]
    [InlineData("371")]
    [InlineData("371 32 0:4 net:[1] /a rw shared:5")]
    [InlineData("371 32 0:4 net:[1] /a rw -")]
    [InlineData("371 32 0:4 net:[1] /a rw - ")]
    [InlineData("x 32 0:4 net:[1] /a rw - nsfs nsfs rw")]
    [InlineData("371 -1 0:4 net:[1] /a rw - nsfs nsfs rw")]
    [InlineData("371 32 4 net:[1] /a rw - nsfs nsfs rw")]
    [InlineData("371 32 0:x net:[1] /a rw - nsfs nsfs rw")]
    [InlineData("99999999999 32 0:4 net:[1] /a rw - nsfs nsfs rw")]
    public void A_line_that_is_cut_or_wrong_is_passed_over(string line)
    {
        Assert.Empty(MountInfo.Parse(line));
        Assert.Equal("/run/netns/red", Assert.Single(MountInfo.Parse($"{line}\n{Name}\n")).MountPoint);
    }

    [Theory]
    [InlineData("nsfs", "net:[7]", 7UL)]
    [InlineData("nsfs", "mnt:[7]", null)]
    [InlineData("ext4", "net:[7]", null)]
    [InlineData("ext4", "/net:[7]", null)]
    public void Only_nsfs_mounts_are_namespaces(string fileSystem, string root, ulong? inode) =>
        Assert.Equal(inode, Assert.Single(MountInfo.Parse($"1 1 0:4 {root} /a rw - {fileSystem} none rw")).NetworkNamespaceInode);

    [Fact]
    public void The_kernels_own_file_is_understood_to_the_last_line() =>
        Assert.Equal(File.ReadAllText(MountInfo.OwnPath).Count(c => c == '\n'), MountInfo.Read().Count);
}
