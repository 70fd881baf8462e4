namespace LinuxNetns.Tests;

public sealed class NamespaceLinkTests
{
    [Theory]
    [InlineData("net:[4026531840]", 4026531840UL)]
    [InlineData("net:[0]", 0UL)]
    [InlineData("net:[18446744073709551615]", ulong.MaxValue)]
    public void A_network_namespaces_link_holds_its_inode(string text, ulong inode) => Assert.Equal(inode, NamespaceLink.Inode(text));

    [Theory]
    [InlineData("")]
    [InlineData("]")]
    [InlineData("net:")]
    [InlineData("net:[")]
    [InlineData("net:[]")]
    [InlineData("net:]")]
    [InlineData("net:[12")]
    [InlineData("net:12]")]
    [InlineData("net:[ 12]")]
    [InlineData("net:[12 ]")]
    [InlineData("net:[-12]")]
    [InlineData("net:[+12]")]
    [InlineData("net:[1,2]")]
    [InlineData("net:[12\0]")]
    [InlineData("net:[0x12]")]
    [InlineData("net:[18446744073709551616]")]
    [InlineData("NET:[12]")]
    [InlineData(" net:[12]")]
    [InlineData("net:[12] ")]
    [InlineData("net:[12] (deleted)")]
    [InlineData("mnt:[12]")]
    [InlineData("/net:[12]")]
    public void Everything_else_is_none(string text) => Assert.Null(NamespaceLink.Inode(text));
}
