using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests;

/// <summary>Which links are moved out of a namespace, and under which names. On a real card: PhysicalLinkTests of the tool.</summary>
public sealed class PhysicalLinksTests
{
    private readonly SafeFileHandle _target = new(1234, ownsHandle: false);
    private readonly List<string> _moved = [];

    [Fact]
    public void Cards_move_under_their_own_names_and_all_else_stays()
    {
        var kernel = new LinkKernel { There = { "lo" }, Here = { [1] = ("lo", null), [2] = ("eth0", null), [3] = ("va", "veth"), [4] = ("can0", "can"), [5] = ("br0", "bridge") } };

        Evacuate(kernel);

        Assert.Equal(["eth0", "can0"], _moved);
        Assert.Equal(["lo", "eth0", "can0"], kernel.There);
        Assert.Equal(["lo", "va", "br0"], kernel.Here.Values.Select(link => link.Name));
    }

    [Theory]
    [InlineData(Errno.EEXIST)]
    [InlineData(Errno.EINVAL)] // Linux 5.10
    public void A_name_that_is_taken_becomes_the_first_free_one(Errno taken)
    {
        var kernel = new LinkKernel { Taken = taken, There = { "eth0", "eth1", "dev0", "dev2" }, Here = { [2] = ("eth0", null), [3] = ("eth1", null), [4] = ("eth2", null) } };

        Evacuate(kernel);

        Assert.Equal(["dev1", "dev3", "eth2"], _moved);
        Assert.Equal(["eth0", "eth1", "dev0", "dev2", "dev1", "dev3", "eth2"], kernel.There);
        Assert.Empty(kernel.Here);
    }

    [Fact]
    public void When_one_cannot_be_moved_those_before_it_are_told()
    {
        var kernel = new LinkKernel { Here = { [2] = ("eth0", null), [3] = ("eth1", null), [4] = ("eth2", null) }, Refusals = { ["eth1"] = Errno.EBUSY } };

        NetlinkException error = Assert.Throws<NetlinkException>(() => Evacuate(kernel));

        Assert.Equal((Errno.EBUSY, "move link \"eth1\" to another network namespace"), (error.Errno, error.Operation));
        Assert.Equal(["eth0"], _moved);
        Assert.Equal(["eth0"], kernel.There);
    }

    [Fact]
    public void A_wireless_device_that_cannot_leave_alone_is_left_to_the_kernel()
    {
        var kernel = new LinkKernel { There = { "wlan1" }, Here = { [2] = ("wlan0", null), [3] = ("wlan1", null), [4] = ("eth0", null) } };
        kernel.Refusals["wlan0"] = kernel.Refusals["wlan1"] = Errno.EINVAL;

        Evacuate(kernel);

        Assert.Equal(["eth0"], _moved);
    }

    [Fact]
    public void Where_every_name_is_taken_it_ends_with_an_error()
    {
        var kernel = new LinkKernel { There = { "eth0" }, Here = { [2] = ("eth0", null) } };
        kernel.There.AddRange(Enumerable.Range(0, 1001).Select(number => $"dev{number}"));

        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Evacuate(kernel)).Errno);
        Assert.Empty(_moved);
    }

    private void Evacuate(LinkKernel kernel)
    {
        using var connection = new NetlinkConnection(kernel);
        PhysicalLinks.Evacuate(connection.Links, _target, _moved.Add);
    }
}
