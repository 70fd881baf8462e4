using System.Net;
using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>What <c>bridge fdb flush</c> leaves of a database is what ours leaves of another that was made the same way.</summary>
public sealed class BridgeFlushTests : IDisposable
{
    private readonly Lab _theirs = new();
    private readonly Lab _ours = new();

    public BridgeFlushTests()
    {
        TestKernel.Require(5, 19, "the deletion of many forwarding entries in one message (NLM_F_BULK)");
        foreach (Lab lab in (Lab[])[_theirs, _ours])
        {
            // Nothing is to be learnt of packets that nobody sent.
            lab.Namespace.Sysctl["net.ipv6.conf.default.disable_ipv6"] = "1";
            lab.Ip("-batch -", """
                link add br0 address 02:00:00:00:01:00 type bridge vlan_default_pvid 0 mcast_snooping 0
                link add va address 02:00:00:00:01:01 type veth peer name pa
                link add vb address 02:00:00:00:01:02 type veth peer name pb
                link set va master br0
                link set vb master br0
                link add vx type vxlan id 5 dstport 4789
                link add vxm type vxlan external dstport 4790
                link set br0 up
                link set va up
                link set vb up
                link set pa up
                link set pb up
                """);
            BridgeTests.WaitUntilForwarding(lab, "va", "vb");
            lab.Run("bridge", "-batch -", """
                fdb add 02:00:00:00:00:01 dev va master
                fdb add 02:00:00:00:00:02 dev va master static
                fdb add 02:00:00:00:00:03 dev va master dynamic
                fdb add 02:00:00:00:00:04 dev va master static sticky
                fdb add 02:00:00:00:00:05 dev va master extern_learn
                fdb add 02:00:00:00:00:06 dev vb master static
                fdb add 02:00:00:00:00:07 dev vb master dynamic
                fdb add 02:00:00:00:00:08 dev br0 self local
                fdb append 00:00:00:00:00:00 dev vx dst 192.0.2.2
                fdb append 00:00:00:00:00:00 dev vx dst 192.0.2.3 vni 9
                fdb add 02:00:00:00:00:09 dev vx dst 192.0.2.3 port 1234
                fdb add 02:00:00:00:00:0a dev vx dst 192.0.2.3 static router
                fdb add 02:00:00:00:00:0b dev vxm dst 192.0.2.3 src_vni 100 vni 200
                """);
        }
    }

    /// <summary>The words after <c>bridge fdb flush</c>, and the same in ours: a device, a filter, and whether it is of the device's master.</summary>
    public static TheoryData<string, string, ForwardingFilter?, bool> Filters => new()
    {
        { "dev br0", "br0", null, false },
        { "dev br0 brport va", "br0", new() { Port = "va" }, false },
        { "dev br0 brport br0", "br0", new() { Port = "br0" }, false },
        { "dev va master", "va", null, true },
        { "dev br0 permanent", "br0", new() { IsPermanent = true }, false },
        { "dev br0 nopermanent", "br0", new() { IsPermanent = false }, false },
        { "dev br0 dynamic", "br0", new() { IsDynamic = true }, false },
        { "dev br0 nodynamic", "br0", new() { IsDynamic = false }, false },
        { "dev br0 static", "br0", new() { IsPermanent = false, IsDynamic = false }, false },
        { "dev br0 sticky", "br0", new() { IsSticky = true }, false },
        { "dev br0 nosticky", "br0", new() { IsSticky = false }, false },
        { "dev br0 extern_learn", "br0", new() { IsExternallyLearned = true }, false },
        { "dev br0 noadded_by_user", "br0", new() { IsAddedByUser = false }, false },
        { "dev br0 added_by_user", "br0", new() { IsAddedByUser = true }, false },
        { "dev br0 offloaded", "br0", new() { IsOffloaded = true }, false },
        { "dev va master static nosticky", "va", new() { IsPermanent = false, IsDynamic = false, IsSticky = false }, true },
        { "dev br0 vlan 20", "br0", new() { VlanId = 20 }, false },
    };

    /// <summary>What goes of a VXLAN's: <c>bridge</c> of Debian 12 has no words for it.</summary>
    public static TheoryData<string, ForwardingFilter?, string[]> Ends => new()
    {
        { "vx", new() { Destination = IPAddress.Parse("192.0.2.2") }, ["00:00:00:00:00:00 dst 192.0.2.2"] },
        { "vx", new() { Destination = IPAddress.Parse("192.0.2.3"), DestinationPort = 1234 }, ["02:00:00:00:00:09 dst 192.0.2.3"] },
        { "vx", new() { Vni = 9 }, ["00:00:00:00:00:00 dst 192.0.2.3"] },
        { "vx", new() { IsRouter = true }, ["02:00:00:00:00:0a dst 192.0.2.3"] },
        { "vx", new() { IsPermanent = false, Destination = IPAddress.Parse("192.0.2.3") }, ["02:00:00:00:00:0a dst 192.0.2.3"] },
        { "vxm", new() { SourceVni = 100 }, ["02:00:00:00:00:0b dst 192.0.2.3"] },
        { "vxm", new() { SourceVni = 101 }, [] },
        { "vx", null, ["00:00:00:00:00:00 dst 192.0.2.2", "00:00:00:00:00:00 dst 192.0.2.3", "02:00:00:00:00:09 dst 192.0.2.3", "02:00:00:00:00:0a dst 192.0.2.3"] },
    };

    private ForwardingTable Forwarding => _ours.Namespace.Bridges.Forwarding;

    public void Dispose()
    {
        _theirs.Dispose();
        _ours.Dispose();
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_flush_leaves_what_that_of_bridge_leaves(string words, string device, ForwardingFilter? filter, bool master)
    {
        string before = Shown(_theirs);
        Assert.Equal(before, Shown(_ours));
        _theirs.Bridge($"fdb flush {words}");

        Forwarding.Flush(device, filter, master);

        Assert.Equal(Shown(_theirs), Shown(_ours));
        Assert.Equal(words.EndsWith("offloaded", StringComparison.Ordinal) || words.EndsWith("vlan 20", StringComparison.Ordinal), before == Shown(_ours));
    }

    [Fact]
    public void A_flush_of_a_vlan_is_that_of_bridge()
    {
        foreach (Lab lab in (Lab[])[_theirs, _ours])
        {
            if (lab.TryIp("link set br0 type bridge vlan_filtering 1").Length > 0)
                Assert.Skip("This kernel's bridges do not filter by VLAN.");
            lab.Bridge("vlan add dev va vid 20");
            lab.Bridge("fdb add 02:00:00:00:00:0c dev va master static vlan 20");
        }

        string before = Shown(_ours);
        _theirs.Bridge("fdb flush dev br0 vlan 20 nopermanent");

        Forwarding.Flush("br0", new ForwardingFilter { VlanId = 20, IsPermanent = false });

        Assert.Equal(Shown(_theirs), Shown(_ours));
        Assert.Equal(before.Replace("02:00:00:00:00:0c dev va vlan 20 master br0 static\n", "", StringComparison.Ordinal), Shown(_ours));
        Assert.NotEqual(before, Shown(_ours));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Ends_of_a_vxlan_are_flushed(string device, ForwardingFilter? filter, string[] gone)
    {
        TestKernel.Require(6, 7, "a flush of a VXLAN");
        string[] before = Entries(device);

        await Forwarding.FlushAsync(device, filter, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(gone.Order(), before.Except(Entries(device)).Order());
    }

    [Fact]
    public void A_flush_of_what_cannot_be_is_a_typed_error()
    {
        string before = Shown(_ours);

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Forwarding.Flush("nope")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Forwarding.Flush("br0", new ForwardingFilter { Port = "nope" })).Errno);
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<NetlinkException>(() => Forwarding.Flush("pa")).Errno);
        NetlinkException unknown = Assert.Throws<NetlinkException>(() => Forwarding.Flush("br0", new ForwardingFilter { Vni = 7 }));
        Assert.Equal((Errno.EINVAL, "flush the forwarding entries of \"br0\""), (unknown.Errno, unknown.Operation));
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Forwarding.Flush("br0", new ForwardingFilter { Port = "pa" })).Errno);

        Assert.Equal(before, Shown(_ours));
    }

    [Fact]
    public void Rows_are_what_the_list_is()
    {
        var rows = new List<string>();
        foreach (ForwardingRow row in Forwarding.EnumerateRows())
        {
            rows.Add($"{new PhysicalAddress(row.Address.ToArray())} {row.DeviceIndex} {row.BridgeIndex} {row.State} {row.Flags} {row.VlanId} {(row.Destination.IsEmpty ? null : new IPAddress(row.Destination))} {row.Vni}");
        }

        Assert.Equal(
            Forwarding.List().Select(entry => $"{entry.Address} {entry.Device.Index} {entry.Bridge?.Index ?? 0} {entry.State} {entry.Flags} {entry.VlanId} {entry.Destination} {entry.Vni}"), rows);
        Assert.InRange(rows.Count, 13, int.MaxValue);
        int ofPort = 0;
        foreach (ForwardingRow row in Forwarding.EnumerateRows("va", "br0"))
        {
            ofPort += row.Flags.HasFlag(ForwardingFlags.Master) ? 1 : 0;
        }

        Assert.Equal(_ours.Bridge("fdb show dev va").Split('\n').Count(line => line.Contains("master br0", StringComparison.Ordinal)), ofPort);
    }

    /// <summary>Without the groups that devices join by themselves.</summary>
    private static string Shown(Lab lab) => string.Join(
        '\n', lab.Bridge("fdb show").Split('\n').Where(line => line.StartsWith("02:", StringComparison.Ordinal) || line.StartsWith("00:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private string[] Entries(string device) => [.. _ours.Bridge($"fdb show dev {device}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ')[..3]))];
}
