namespace LinuxNetns.IntegrationTests;

public sealed class RegistryTests
{
    [Fact]
    public void A_namespace_that_was_added_is_listed_and_can_be_opened()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();

        using NetworkNamespace red = test.Registry.Add("red");
        using NetworkNamespace again = test.Registry.Open("red");

        Assert.Equal(red, again);
        NamespaceEntry entry = Assert.Single(test.Registry.List());
        Assert.Equal("red", entry.Name);
        Assert.Equal(NamespaceEntryState.Live, entry.State);
        Assert.Equal(red.Id, entry.Id);
    }
}
