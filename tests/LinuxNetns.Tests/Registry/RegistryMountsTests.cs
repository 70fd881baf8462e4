namespace LinuxNetns.Tests;

public sealed class RegistryMountsTests
{
    private static readonly MountInfoEntry[] s_mounts =
    [
        new(1, 0, 0, "/", "/", "ext4", false, 0),
        new(2, 1, 0, "/netns", "/run/netns", "tmpfs", false, 5),
        new(3, 2, 0, "net:[4026532281]", "/run/netns/red", "nsfs", false, 6),
        new(4, 2, 0, "net:[4026532282]", "/run/netns/blue", "nsfs", false, 7),
        new(5, 1, 0, "net:[4026532282]", "/run/netns/blue", "nsfs", false, 7),
        new(6, 1, 0, "net:[4026532283]", "/run/netns2/green", "nsfs", false, 8),
    ];

    [Theory]
    [InlineData("red", NamespaceEntryState.Live, NamespaceEntryState.Live)]
    [InlineData("blue", NamespaceEntryState.Live, NamespaceEntryState.DoubleMounted)]
    [InlineData("red", NamespaceEntryState.Placeholder, NamespaceEntryState.Shadowed)]
    [InlineData("grey", NamespaceEntryState.Placeholder, NamespaceEntryState.Placeholder)]
    [InlineData("grey", NamespaceEntryState.Foreign, NamespaceEntryState.Foreign)]
    [InlineData("green", NamespaceEntryState.Dangling, NamespaceEntryState.Dangling)]
    public void Mounts_refine_what_the_file_shows(string name, NamespaceEntryState seen, NamespaceEntryState refined) =>
        Assert.Equal(refined, RegistryMounts.From(s_mounts, "/run/netns").Refine(name, seen));

    [Theory]
    [InlineData("/run/netns")]
    [InlineData("/run/netns/")]
    public void Only_mounts_of_this_directory_count(string directory) =>
        Assert.Equal(["blue", "red"], RegistryMounts.From(s_mounts, directory).Names.Order());
}
