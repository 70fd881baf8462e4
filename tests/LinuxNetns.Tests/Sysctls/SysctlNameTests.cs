namespace LinuxNetns.Tests.Sysctls;

public class SysctlNameTests
{
    [Theory]
    [InlineData("net.ipv4.ip_forward", "net/ipv4/ip_forward")]
    [InlineData("net/ipv4/ip_forward", "net/ipv4/ip_forward")]
    [InlineData("net.ipv4.conf.eth0/1.forwarding", "net/ipv4/conf/eth0.1/forwarding")]
    [InlineData("net/ipv4/conf/eth0.1/forwarding", "net/ipv4/conf/eth0.1/forwarding")]
    [InlineData("net", "net")]
    public void A_name_is_a_path(string name, string path) => Assert.Equal(path, SysctlName.ToPath(name));

    [Theory]
    [InlineData("")]
    [InlineData("kernel.hostname")]
    [InlineData("netx.ipv4")]
    [InlineData("/net/ipv4")]
    [InlineData("net/../kernel/hostname")]
    [InlineData("net.//.kernel.hostname")]
    [InlineData("net/./ipv4")]
    [InlineData("net..ipv4")]
    [InlineData("net.ipv4.")]
    [InlineData("net/ipv4/\0")]
    [InlineData("..")]
    public void What_is_no_sysctl_of_the_network_is_refused(string name) => Assert.ThrowsAny<ArgumentException>(() => SysctlName.ToPath(name));

    [Fact]
    public void A_path_is_a_name() => Assert.Equal("net.ipv4.conf.eth0/1.forwarding", SysctlName.FromPath("net/ipv4/conf/eth0.1/forwarding"));
}
