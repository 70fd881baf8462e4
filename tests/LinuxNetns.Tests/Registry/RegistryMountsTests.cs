namespace LinuxNetns.Tests;

public sealed class RegistryMountsTests
{
    private static readonly MountInfoEntry[] s_mounts =
    [
        new(1, 0, "/", "/", "ext4", false, 0),
        new(2, 1, "/netns", "/run/netns", "tmpfs", false, 5),
        new(3, 2, "net:[4026532281]", "/run/netns/red", "nsfs", false, 6),
        new(4, 2, "net:[4026532282]", "/run/netns/blue", "nsfs", false, 7),
        new(5, 4, "net:[4026532282]", "/run/netns/blue", "nsfs", false, 7),
        new(6, 1, "net:[4026532283]", "/run/netns2/green", "nsfs", false, 8),
        new(7, 1, "net:[4026532284]", "/run/netns/below", "nsfs", false, 9),
        new(8, 1, "net:[4026532281]", "/run/netns/red", "nsfs", false, 6),
        new(9, 2, "net:[4026532285]", "/run/netns/directory/deeper", "nsfs", false, 6),
    ];

    [Theory]
    [InlineData("red", NamespaceEntryState.Live, NamespaceEntryState.Live)]
    [InlineData("blue", NamespaceEntryState.Live, NamespaceEntryState.DoubleMounted)]
    [InlineData("below", NamespaceEntryState.Placeholder, NamespaceEntryState.Shadowed)]
    [InlineData("red", NamespaceEntryState.Placeholder, NamespaceEntryState.Placeholder)]
    [InlineData("grey", NamespaceEntryState.Placeholder, NamespaceEntryState.Placeholder)]
    [InlineData("grey", NamespaceEntryState.Foreign, NamespaceEntryState.Foreign)]
    [InlineData("green", NamespaceEntryState.Dangling, NamespaceEntryState.Dangling)]
    public void Mounts_refine_what_the_file_shows(string name, NamespaceEntryState seen, NamespaceEntryState refined) =>
        Assert.Equal(refined, RegistryMounts.From(s_mounts, "/run/netns").Refine(name, seen));

    [Theory]
    [InlineData("/run/netns")]
    [InlineData("/run/netns/")]
    public void Only_mounts_of_this_directory_count(string directory)
    {
        var mounts = RegistryMounts.From(s_mounts, directory);

        Assert.Equal([1, 2, 0, 0, 0], ((string[])["red", "blue", "green", "below", "directory/deeper"]).Select(mounts.Count));
        Assert.Equal(["below"], mounts.Hidden);
    }

    [Fact]
    public void A_mount_over_a_parent_directory_hides_everything_below() =>
        Assert.Equal(["below", "blue", "red"], RegistryMounts.From([.. s_mounts, new(10, 1, "/", "/run", "tmpfs", false, 0)], "/run/netns").Hidden.Order());

    [Fact]
    public void A_root_directory_that_is_no_mount_shows_no_line_for_the_root() =>
        Assert.Equal(2, RegistryMounts.From([.. s_mounts.Where(m => m.MountPoint != "/")], "/run/netns").Count("blue"));
}
