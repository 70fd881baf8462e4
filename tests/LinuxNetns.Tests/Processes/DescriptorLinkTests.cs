using System.Text;

namespace LinuxNetns.Tests;

public sealed class DescriptorLinkTests
{
    [Theory]
    [InlineData("net:[4026531840]", 4026531840UL)]
    [InlineData("net:[18446744073709551615]", ulong.MaxValue)]
    public void A_network_namespace_is_told_by_its_inode(string link, ulong inode) => Assert.Equal((DescriptorKind.Namespace, inode), Parse(link));

    [Fact]
    public void A_socket_is_told_by_its_inode() => Assert.Equal((DescriptorKind.Socket, 77899UL), Parse("socket:[77899]"));

    [Theory]
    [InlineData("/dev/net/tun")]
    [InlineData("/var/lib/machines/a/dev/net/tun")]
    public void A_tun_device_answers_as_a_socket(string link) => Assert.Equal((DescriptorKind.Socket, 0UL), Parse(link));

    [Theory]
    [InlineData("")]
    [InlineData("net:[")]
    [InlineData("net:[]")]
    [InlineData("net:[12")]
    [InlineData("net:[-1]")]
    [InlineData("net:[12x]")]
    [InlineData("net:[18446744073709551616]")]
    [InlineData("socket:[")]
    [InlineData("socket:[]")]
    [InlineData("mnt:[4026531840]")]
    [InlineData("pipe:[12]")]
    [InlineData("anon_inode:[eventpoll]")]
    [InlineData("/tmp/net:[12]")]
    [InlineData("/tmp/socket:[12]")]
    [InlineData("/dev/null")]
    [InlineData("/tmp/tun")]
    public void All_else_holds_no_namespace(string link) => Assert.Equal((DescriptorKind.Other, 0UL), Parse(link));

    private static (DescriptorKind Kind, ulong Inode) Parse(string link) => DescriptorLink.Parse(Encoding.UTF8.GetBytes(link));
}
