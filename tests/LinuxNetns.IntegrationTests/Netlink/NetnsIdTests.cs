using System.Runtime.InteropServices;

using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Ids are set in namespaces of the tests' own only: the kernel never takes one back.</summary>
public sealed class NetnsIdTests : IDisposable
{
    private readonly Lab _here = new();
    private readonly Lab _one = new();
    private readonly Lab _two = new();

    private NetnsIdTable Ids => _here.Namespace.NetnsIds;

    public void Dispose()
    {
        _here.Dispose();
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public void A_namespace_has_no_id_until_it_is_given_one()
    {
        Assert.Null(Ids.Get(_one.Namespace.Handle));
        Assert.Empty(Ids.List());

        Ids.Set(_one.Namespace.Handle, 7);
        Ids.Set(_two.Namespace.Handle, null);

        Assert.Equal(7, Ids.Get(_one.Namespace.Handle));
        Assert.Equal(0, Ids.Get(_two.Namespace.Handle));
        Assert.Equal([0, 7], Ids.List().Select(entry => entry.Id).Order());
        Assert.All(Ids.List(), entry => Assert.Null(entry.CurrentId));
        Assert.Equal(["nsid 0", "nsid 7"], _here.Ip("netns list-id").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).Order());
    }

    [Fact]
    public async Task Ids_are_asked_for_and_set_without_blocking()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using System.Diagnostics.Process process = _two.Start("sleep", "1000");
        try
        {
            // nsenter has to get there first.
            await Ids.SetAsync(_two.Namespace.Handle, 5, token);
            Assert.True(SpinWait.SpinUntil(() => Ids.GetForProcess(process.Id) == 5, TimeSpan.FromSeconds(30)));
            Assert.Equal(5, await Ids.GetForProcessAsync(process.Id, token));
            NetlinkException twice = await Assert.ThrowsAsync<NetlinkException>(() => Ids.SetForProcessAsync(process.Id, 6, token));
            Assert.Equal(Errno.EEXIST, twice.Errno);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(token);
        }

        Assert.Null(await Ids.GetAsync(_one.Namespace.Handle, token));
        Assert.Equal([5, null], (await Ids.GetManyAsync([_two.Namespace.Handle, _one.Namespace.Handle], token)).Select(result => result.Id));
        Assert.Equal(5, Assert.Single(await Ids.ListAsync(cancellationToken: token)).Id);
        Assert.Equal(5, await Ids.GetByIdAsync(5, cancellationToken: token));
        Assert.Null(await _here.Namespace.GenericNetlink.FindFamilyAsync("no-such-family", token));
    }

    [Fact]
    public void The_largest_id_is_an_id()
    {
        Ids.Set(_one.Namespace.Handle, int.MaxValue - 1);

        Assert.Equal(int.MaxValue - 1, Ids.Get(_one.Namespace.Handle));
    }

    [Fact]
    public void The_kernel_tells_why_an_id_cannot_be_set()
    {
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");
        Ids.Set(_one.Namespace.Handle, 7);

        NetlinkException again = Assert.Throws<NetlinkException>(() => Ids.Set(_one.Namespace.Handle, 7));
        NetlinkException taken = Assert.Throws<NetlinkException>(() => Ids.Set(_two.Namespace.Handle, 7));
        NetlinkException noNamespace = Assert.Throws<NetlinkException>(() => Ids.Set(file, 8));

        Assert.Equal((Errno.EEXIST, "Peer netns already has a nsid assigned"), (again.Errno, again.KernelMessage));
        Assert.Equal((Errno.EEXIST, "The specified nsid is already used"), (taken.Errno, taken.KernelMessage));
        Assert.Equal((Errno.EINVAL, "Peer netns reference is invalid"), (noNamespace.Errno, noNamespace.KernelMessage));
        Assert.Null(Ids.Get(_two.Namespace.Handle));
    }

    [Fact]
    public void A_process_stands_for_its_namespace()
    {
        Assert.Null(Ids.GetForProcess(Environment.ProcessId));

        Ids.SetForProcess(Environment.ProcessId, 5);

        Assert.Equal(5, Ids.GetForProcess(Environment.ProcessId));
        using NetworkNamespace home = NetworkNamespace.OpenCurrent();
        Assert.Equal(5, Ids.Get(home.Handle));
        Assert.Equal(Errno.ESRCH, Assert.Throws<NetlinkException>(() => Ids.GetForProcess(int.MaxValue)).Errno);
    }

    [Fact]
    public void Ids_are_translated_for_a_target()
    {
        Ids.Set(_one.Namespace.Handle, 1);
        Ids.Set(_two.Namespace.Handle, 2);
        _one.Namespace.NetnsIds.Set(_two.Namespace.Handle, 22);
        _one.Namespace.NetnsIds.Set(_here.Namespace.Handle, 33);

        Assert.Equal([new NetnsIdEntry(22, 2), new NetnsIdEntry(33, null)], Ids.List(1).OrderBy(entry => entry.Id));
        Assert.Equal(22, Ids.GetById(2, 1));
        Assert.Null(Ids.GetById(1, 2));
        Assert.Equal(2, Ids.GetById(2));
    }

    [Fact]
    public void An_unknown_id_is_the_kernels_error()
    {
        Ids.Set(_one.Namespace.Handle, 1);

        NetlinkException unknown = Assert.Throws<NetlinkException>(() => Ids.GetById(999));
        NetlinkException target = Assert.Throws<NetlinkException>(() => Ids.List(99));

        Assert.Equal("Peer netns reference is invalid", unknown.KernelMessage);
        Assert.Equal((Errno.EINVAL, "Invalid target network namespace id"), (target.Errno, target.KernelMessage));
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Ids.GetById(1, 99)).Errno);
    }

    [Fact]
    public void Many_are_asked_for_at_once_and_what_is_no_namespace_fails_alone()
    {
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");
        Ids.Set(_two.Namespace.Handle, 3);

        IReadOnlyList<NetnsIdResult> results = Ids.GetMany(
            [.. Enumerable.Range(0, 100).SelectMany(_ => new[] { _one.Namespace.Handle, file, _two.Namespace.Handle })]);

        Assert.Equal(300, results.Count);
        Assert.All(results.Where((_, i) => i % 3 == 0), result => Assert.Equal(new NetnsIdResult(null, Errno.None, null), result));
        Assert.All(results.Where((_, i) => i % 3 == 1), result => Assert.Equal(new NetnsIdResult(null, Errno.EINVAL, "Peer netns reference is invalid"), result));
        Assert.All(results.Where((_, i) => i % 3 == 2), result => Assert.Equal(new NetnsIdResult(3, Errno.None, null), result));
    }

    [Fact]
    public async Task Many_namespaces_get_ids_that_follow_one_another_and_one_that_fails_does_not_hinder_the_others()
    {
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");
        SafeHandle[] many = [_one.Namespace.Handle, .. Enumerable.Repeat(file, 100), _one.Namespace.Handle, _two.Namespace.Handle];

        IReadOnlyList<NetnsIdResult> results = Ids.SetMany(many, 5);

        Assert.Equal(new NetnsIdResult(5, Errno.None, null), results[0]);
        Assert.All(results.Skip(1).Take(100), result => Assert.Equal(new NetnsIdResult(null, Errno.EINVAL, "Peer netns reference is invalid"), result));
        Assert.Equal(new NetnsIdResult(null, Errno.EEXIST, "Peer netns already has a nsid assigned"), results[101]);
        Assert.Equal(new NetnsIdResult(107, Errno.None, null), results[102]);
        Assert.Equal([5, 107], Ids.GetMany([_one.Namespace.Handle, _two.Namespace.Handle]).Select(result => result.Id));
        Assert.Equal(Errno.EEXIST, Assert.Single(await Ids.SetManyAsync([_two.Namespace.Handle], 0, TestContext.Current.CancellationToken)).Errno);
        Assert.Empty(Ids.SetMany([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids.SetMany(many, -1));
    }
}
