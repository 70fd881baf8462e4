using LinuxNetns.IntegrationTests.Netlink;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class SysctlTests : IDisposable
{
    private readonly Lab _lab = new();

    private SysctlTable Sysctls => _lab.Namespace.Sysctl;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("net.ipv4.ip_forward", "1")]
    [InlineData("net.ipv4.conf.all.rp_filter", "2")]
    [InlineData("net.ipv4.conf.lo.forwarding", "1")]
    [InlineData("net.ipv6.conf.all.disable_ipv6", "1")]
    [InlineData("net.ipv4.ping_group_range", "0\t10")]
    [InlineData("net.core.somaxconn", "77")]
    public void It_goes_both_ways(string name, string value)
    {
        string before = Shown(name);
        Assert.Equal(before, Sysctls[name]);
        Assert.NotEqual(value, before);

        Sysctls[name] = value;

        Assert.Equal(value, Shown(name));
        Assert.Equal(value, Sysctls[name]);
        _lab.Run("sysctl", $"-w {name}={Quoted(before)}");
        Assert.Equal(before, Sysctls[name]);
    }

    [Fact]
    public void Only_this_namespace_changes()
    {
        using var other = new Lab();
        string home = File.ReadAllText("/proc/sys/net/ipv4/ip_default_ttl");

        Sysctls.Write("net.ipv4.ip_default_ttl", 99);

        Assert.Equal(99, Sysctls.GetInt32("net.ipv4.ip_default_ttl"));
        Assert.NotEqual(99, other.Namespace.Sysctl.GetInt32("net.ipv4.ip_default_ttl"));
        Assert.Equal(home, File.ReadAllText("/proc/sys/net/ipv4/ip_default_ttl"));
    }

    [Fact]
    public void They_are_typed()
    {
        Sysctls.Write("net.ipv4.ip_forward", true);
        Sysctls.Write("net/ipv4/tcp_keepalive_time", 1234L);

        Assert.True(Sysctls.GetBoolean("net.ipv4.ip_forward"));
        Assert.Equal(1234L, Sysctls.Read<long>("net.ipv4.tcp_keepalive_time"));
        Assert.Throws<FormatException>(() => Sysctls.GetInt32("net.ipv4.tcp_rmem"));
        Assert.Null(Sysctls.Find("net.ipv4.no_such_thing"));
        Assert.Null(Sysctls.Find("net.ipv4.ip_forward.deeper"));
    }

    [Fact]
    public void A_dot_in_a_device_name_is_a_slash_among_dots()
    {
        _lab.Ip("link add va.1 type veth peer vb");

        Sysctls.Write("net.ipv4.conf.va/1.forwarding", 1);

        Assert.Equal("1", Sysctls["net/ipv4/conf/va.1/forwarding"]);
        Assert.Equal("1", _lab.Run("sysctl", "-n net.ipv4.conf.va/1.forwarding").Trim());
        Assert.Contains(new Sysctl("net.ipv4.conf.va/1.forwarding", "1"), Sysctls.List("net.ipv4.conf"));
    }

    [Fact]
    public void A_list_is_that_of_sysctl()
    {
        _lab.Ip("link add va type veth peer vb");
        string[] theirs = [.. _lab.Run("sysctl", "--all --names --pattern ^net").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

        IReadOnlyList<Sysctl> ours = Sysctls.List();

        // sysctl leaves out what can only be written, and may say so of what is deprecated.
        Assert.Empty(theirs.Except(ours.Select(sysctl => sysctl.Name)));
        string[] more = [.. ours.Select(sysctl => sysctl.Name).Except(theirs)];
        Assert.All(more, name => Assert.True(name.EndsWith("flush", StringComparison.Ordinal) || name.Contains("stable_secret", StringComparison.Ordinal) || name.Contains("base_reachable_time", StringComparison.Ordinal)
            || name.Contains("retrans_time", StringComparison.Ordinal), name));
        Assert.Contains(ours, sysctl => sysctl.Name == "net.ipv4.conf.va.forwarding");
        Assert.Null(ours.Single(sysctl => sysctl.Name == "net.ipv4.route.flush").Value);
        Assert.Equal([new Sysctl("net.ipv4.ip_forward", "0")], Sysctls.List("net.ipv4.ip_forward"));
    }

    [Fact]
    public void Errors_name_the_sysctl_and_the_reason()
    {
        SysctlException absent = Assert.Throws<SysctlException>(() => Sysctls["net.ipv4.conf.nope.forwarding"]);
        SysctlException group = Assert.Throws<SysctlException>(() => Sysctls["net.ipv4"]);
        SysctlException value = Assert.Throws<SysctlException>(() => Sysctls["net.ipv4.ip_forward"] = "x");
        SysctlException writeOnly = Assert.Throws<SysctlException>(() => Sysctls["net.ipv4.route.flush"]);
        SysctlException readOnly = Assert.Throws<SysctlException>(() => Sysctls["net.ipv4.tcp_available_congestion_control"] = "reno");

        Assert.Equal((NamespaceError.NotFound, Errno.ENOENT, "net.ipv4.conf.nope.forwarding"), (absent.Reason, absent.Errno, absent.Name));
        Assert.Equal(Errno.EISDIR, group.Errno);
        Assert.Equal((Errno.EINVAL, "Cannot set sysctl \"net.ipv4.ip_forward\" to \"x\""), (value.Errno, value.Message.Split(':')[0]));
        Assert.Equal((NamespaceError.NotPermitted, Errno.EACCES), (writeOnly.Reason, writeOnly.Errno));
        Assert.Equal((NamespaceError.NotPermitted, Errno.EACCES), (readOnly.Reason, readOnly.Errno));
        Assert.Equal(NamespaceError.NotFound, Assert.Throws<SysctlException>(() => Sysctls.List("net.nope")).Reason);
        Assert.Throws<ArgumentException>(() => Sysctls["kernel.hostname"]);
        Assert.Throws<ArgumentException>(() => Sysctls["net/../kernel/hostname"] = "x");
    }

    [Fact]
    public void A_handle_that_is_disposed_of_says_so()
    {
        var gone = new Lab();
        SysctlTable sysctls = gone.Namespace.Sysctl;
        gone.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sysctls["net.ipv4.ip_forward"]);
    }

    private string Shown(string name) => _lab.Run("sysctl", $"-n {name}").TrimEnd('\n');

    private static string Quoted(string value) => $"\"{value}\"";
}
