namespace LinuxNetns.IntegrationTests;

/// <summary>Ids in a namespace of its own: they cannot be taken back, so never in the machine's.</summary>
public sealed class NetnsIdTests
{
    [Fact]
    public void Ids_are_assigned_by_number_and_by_the_kernel()
    {
        TestPrivilege.Require();
        using var observer = NetworkNamespace.CreateAnonymous();
        using var red = NetworkNamespace.CreateAnonymous();
        using var blue = NetworkNamespace.CreateAnonymous();

        Assert.Null(observer.NetnsIds.Get(red.Handle));
        observer.NetnsIds.Set(red.Handle, 7);
        observer.NetnsIds.Set(blue.Handle, null);

        Assert.Equal(7, observer.NetnsIds.Get(red.Handle));
        Assert.Equal(0, observer.NetnsIds.Get(blue.Handle));
        Assert.Equal([0, 7], observer.NetnsIds.List().Select(e => e.Id).Order());
    }

    [Fact]
    public void A_negative_id_is_refused_before_anything_is_done()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();

        Assert.Throws<ArgumentOutOfRangeException>(() => test.Registry.SetNetnsId("red", -1));
        Assert.Null(test.Registry.GetNetnsId("red"));
    }
}
