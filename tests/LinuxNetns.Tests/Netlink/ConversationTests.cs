using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Whole conversations with Linux 6.18, recorded in a namespace with a veth pair, addresses, routes, a rule, a neighbour and a next hop.</summary>
public class ConversationTests
{
    [Fact]
    public void What_was_recorded_is_read_again()
    {
        var peer = new ReplayedPeer(File.ReadLines(Repository.PathOf("tests", "LinuxNetns.Tests", "Netlink", "Conversations", "namespace.txt")));
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(["lo", "vb", "va"], connection.Links.List().Select(link => link.Name));
        Assert.Contains(connection.Addresses.List(), address => address is { PrefixLength: 24 } && address.Address.Equals(IPAddress.Parse("10.0.0.1")));
        Assert.Contains(connection.Routes.List(new RouteFilter { Table = null }), route => route.Destination == IPNetwork.Parse("10.9.0.0/16") && IPAddress.Parse("10.0.0.2").Equals(route.Gateway));
        Assert.Contains(connection.Rules.List(), rule => rule.Priority == 100);
        Assert.Contains(connection.Neighbors.List(), neighbor => neighbor.Address.Equals(IPAddress.Parse("10.0.0.9")));
        Assert.Equal(5u, Assert.Single(connection.NextHops.List()).Id);
        Assert.True(peer.IsAtEnd);
    }

    /// <summary>Makes the recording: run it inside <c>unshare -n</c>, with LINUXNETNS_RECORD set to a directory.</summary>
    [Fact]
    public void A_conversation_is_recorded_word_for_word()
    {
        string? directory = Environment.GetEnvironmentVariable("LINUXNETNS_RECORD");
        using TextWriter conversation = directory is null ? new StringWriter() : File.CreateText(Path.Combine(directory, "namespace.txt"));
        INetlinkTransport kernel = directory is null
            ? new FakePeer(s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])])
            : NetlinkSocket.Open(wait: true);
        using var connection = new NetlinkConnection(new RecordingTransport(kernel, conversation));

        string[] names = [.. connection.Links.List().Select(link => link.Name)];
        if (directory is null)
        {
            var peer = new ReplayedPeer(conversation.ToString()!.Split('\n'));
            using var replayed = new NetlinkConnection(peer);
            Assert.Equal(names, replayed.Links.List().Select(link => link.Name));
            Assert.True(peer.IsAtEnd);
            return;
        }

        _ = connection.Addresses.List();
        _ = connection.Routes.List(new RouteFilter { Table = null });
        _ = connection.Rules.List();
        _ = connection.Neighbors.List();
        _ = connection.NextHops.List();
    }
}
