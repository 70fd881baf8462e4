using System.Buffers;
using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Conversations by linux/wireguard.h.</summary>
public class WireGuardTests
{
    private const int Family = 28;

    private static byte[][] Resolve(uint[] s) => [GenericNetlinkTests.Family(s[0], "wireguard", Family)];

    private static byte[][] Done(uint[] s) => [Wire.Ack(s[0])];

    private static WireGuardKey Key(int number)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, number + 1);
        return new WireGuardKey(bytes);
    }

    private static byte[] Bytes(WireGuardKey key)
    {
        var bytes = new byte[32];
        key.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Network(string text)
    {
        IPNetwork network = IPNetwork.Parse(text);
        byte[] address = network.BaseAddress.GetAddressBytes();
        return Wire.Attribute(
            0x8000, Wire.Join(Wire.Attribute(1, Wire.UInt16(address.Length == 4 ? 2 : 10)), Wire.Attribute(2, address), Wire.Attribute(3, [(byte)network.PrefixLength])));
    }

    [Fact]
    public void A_configuration_is_one_message()
    {
        FakePeer peer = new(Resolve, Done);
        using var connection = new GenericNetlinkConnection(peer);

        connection.WireGuard.Set("wg0", new WireGuardDevice
        {
            PrivateKey = Key(1), ListenPort = 51820, Mark = 9, ReplacePeers = true,
            Peers =
            [
                new WireGuardPeer(Key(2))
                {
                    PresharedKey = Key(3), Endpoint = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0x1234), PersistentKeepalive = TimeSpan.FromSeconds(25),
                    AllowedIPs = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/64")], ReplaceAllowedIPs = true,
                },
                new WireGuardPeer(Key(4)) { Remove = true, AllowedIPs = [IPNetwork.Parse("10.0.0.0/8")] },
            ],
        });

        byte[] endpoint = [2, 0, 0x12, 0x34, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] first = Wire.Join(
            Wire.Attribute(1, Bytes(Key(2))), Wire.Attribute(3, Wire.Int32(2)), Wire.Attribute(2, Bytes(Key(3))), Wire.Attribute(4, endpoint), Wire.Attribute(5, [25, 0]),
            Wire.Attribute(0x8009, Wire.Join(Network("10.0.0.0/8"), Network("2001:db8::/64"))));
        byte[] second = Wire.Join(Wire.Attribute(1, Bytes(Key(4))), Wire.Attribute(3, Wire.Int32(1)));
        Assert.Equal(
            Wire.Join(
                [1, 1, 0, 0], Wire.Text(2, "wg0"), Wire.Attribute(5, Wire.Int32(1)), Wire.Attribute(3, Bytes(Key(1))), Wire.Attribute(6, Wire.UInt16(51820)), Wire.Attribute(7, Wire.Int32(9)),
                Wire.Attribute(0x8008, Wire.Join(Wire.Attribute(0x8000, first), Wire.Attribute(0x8000, second)))),
            peer.Sent[1][16..]);
        Assert.Equal((Family, 5), (BitConverter.ToUInt16(peer.Sent[1], 4), BitConverter.ToUInt16(peer.Sent[1], 6)));
    }

    /// <summary>The pool lends the memory to others: what was read into it must not stay, whatever became of the reading.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_do_not_stay_in_memory_that_others_get(bool fails)
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(0xa5 ^ i))];
        byte[] Answer(uint sequence) => Wire.Message(
            Family, Wire.Multi, sequence, [0, 1, 0, 0], Wire.Attribute(3, secret), Wire.Attribute(8, Wire.Attribute(0, Wire.Join(Wire.Attribute(1, secret), Wire.Attribute(2, secret)))),
            fails ? Wire.Attribute(6, [1]) : []);
        // More than one chunk.
        FakePeer peer = new(Resolve, s => [.. Enumerable.Range(0, 3).Select(_ => Wire.Join(Answer(s[0]), Wire.Message(Family, Wire.Multi, s[0], [0, 1, 0, 0], Wire.Attribute(99, new byte[30_000])))), Wire.DoneMessage(s[0])]);
        using var connection = new GenericNetlinkConnection(peer);
        // What a thread gives back it gets next. New memory would prove nothing: nobody has wiped it.
        byte[][] lent = [.. Enumerable.Range(15, 5).Select(bits => ArrayPool<byte>.Shared.Rent(1 << bits))];
        foreach (byte[] bytes in lent)
        {
            bytes.AsSpan().Fill(0x11);
            ArrayPool<byte>.Shared.Return(bytes);
        }

        if (fails)
        {
            Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.WireGuard.Get(5)).Errno);
        }
        else
        {
            Assert.Equal(secret, Bytes(connection.WireGuard.Get(5).PrivateKey!.Value));
        }

        Assert.DoesNotContain(lent, bytes => bytes.AsSpan().IndexOf(secret) >= 0);
        Assert.Equal(2, lent.Count(bytes => !bytes.AsSpan().ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public void What_is_null_is_not_sent()
    {
        FakePeer peer = new(Resolve, Done);
        using var connection = new GenericNetlinkConnection(peer);

        connection.WireGuard.Set(7, new WireGuardDevice { Mark = 0 });

        Assert.Equal(Wire.Join([1, 1, 0, 0], Wire.Attribute(1, Wire.Int32(7)), Wire.Attribute(7, new byte[4])), peer.Sent[1][16..]);
    }

    [Fact]
    public void A_device_whose_peers_fill_several_messages_is_put_together()
    {
        byte[] endpoint6 = [10, 0, 0xca, 0x6c, 0, 0, 0, 0, .. IPAddress.Parse("fe80::1").GetAddressBytes(), 3, 0, 0, 0];
        byte[] first = Wire.Join(
            Wire.Attribute(1, Bytes(Key(2))), Wire.Attribute(2, new byte[32]), Wire.Attribute(6, [100, 0, 0, 0, 0, 0, 0, 0, 0x00, 0xca, 0x9a, 0x3b - 0x1e, 0, 0, 0, 0]), Wire.Attribute(5, [0, 0]),
            Wire.Attribute(8, [5, 0, 0, 0, 0, 0, 0, 0]), Wire.Attribute(7, [6, 0, 0, 0, 0, 0, 0, 0]), Wire.Attribute(10, Wire.Int32(1)), Wire.Attribute(4, endpoint6),
            Wire.Attribute(0x8009, Network("10.0.0.0/8")));
        byte[] more = Wire.Join(Wire.Attribute(1, Bytes(Key(2))), Wire.Attribute(0x8009, Wire.Join(Network("2001:db8::/64"), Network("0.0.0.0/0"))));
        byte[] second = Wire.Join(Wire.Attribute(1, Bytes(Key(3))), Wire.Attribute(2, Bytes(Key(9))), Wire.Attribute(6, new byte[16]));
        FakePeer peer = new(Resolve, s =>
        [
            Wire.Message(
                Family, Wire.Multi, s[0], [0, 1, 0, 0], Wire.Attribute(6, Wire.UInt16(51820)), Wire.Attribute(7, Wire.Int32(0)), Wire.Attribute(1, Wire.Int32(4)), Wire.Text(2, "wg0"),
                Wire.Attribute(3, Bytes(Key(7))), Wire.Attribute(4, Bytes(Key(8))), Wire.Attribute(8, Wire.Attribute(0, first))),
            Wire.Message(Family, Wire.Multi, s[0], [0, 1, 0, 0], Wire.Text(2, "wg0"), Wire.Attribute(8, Wire.Join(Wire.Attribute(0, more), Wire.Attribute(0, second)))),
            Wire.DoneMessage(s[0]),
        ]);
        using var connection = new GenericNetlinkConnection(peer);

        WireGuardDevice device = connection.WireGuard.Get("wg0");

        Assert.Equal((4, "wg0", Key(7), Key(8), 51820, 0u), (device.Index, device.Name, device.PrivateKey!.Value, device.PublicKey!.Value, (int)device.ListenPort!, device.Mark!.Value));
        Assert.Equal([Key(2), Key(3)], device.Peers!.Select(p => p.PublicKey));
        WireGuardPeer one = device.Peers![0];
        Assert.Equal(["10.0.0.0/8", "2001:db8::/64", "0.0.0.0/0"], one.AllowedIPs!.Select(network => network.ToString()));
        Assert.Equal((null, 5UL, 6UL, 1u, TimeSpan.Zero), (one.PresharedKey, one.SentBytes, one.ReceivedBytes, one.ProtocolVersion!.Value, one.PersistentKeepalive!.Value));
        Assert.Equal("[fe80::1%3]:51820", one.Endpoint!.ToString());
        Assert.Equal(100, one.LastHandshake!.Value.ToUnixTimeSeconds());
        Assert.Equal((Key(9), null, 0), (device.Peers[1].PresharedKey!.Value, device.Peers[1].LastHandshake, device.Peers[1].AllowedIPs!.Count));
        Assert.Equal((Family, 0x301), (BitConverter.ToUInt16(peer.Sent[1], 4), BitConverter.ToUInt16(peer.Sent[1], 6)));
        Assert.Equal(Wire.Join([0, 1, 0, 0], Wire.Text(2, "wg0")), peer.Sent[1][16..]);
    }

    [Theory]
    [InlineData(300, 1)]
    [InlineData(3, 1000)]
    [InlineData(1, 2000)]
    [InlineData(50, 37)]
    public void A_long_configuration_arrives_whole(int peers, int networks)
    {
        FakePeer peer = new([Resolve, .. Enumerable.Repeat<Func<uint[], byte[][]>>(Done, 500)]);
        using var connection = new GenericNetlinkConnection(peer);
        WireGuardPeer[] sent =
        [
            .. Enumerable.Range(0, peers).Select(i => new WireGuardPeer(Key(i))
            {
                PresharedKey = Key(i + 7), ReplaceAllowedIPs = true, Endpoint = new IPEndPoint(IPAddress.IPv6Loopback, i + 1), PersistentKeepalive = TimeSpan.FromSeconds(i),
                AllowedIPs = [.. Enumerable.Range(0, networks).Select(n => new IPNetwork(new IPAddress([10, (byte)i, (byte)(n >> 8), (byte)n]), 32))],
            }),
        ];

        connection.WireGuard.Set("wg0", new WireGuardDevice { PrivateKey = Key(1), ReplacePeers = true, Peers = sent });

        byte[][] messages = [.. peer.Sent.Skip(1)];
        Assert.True(messages.Length > 1);
        Assert.All(messages, message => Assert.True(message.Length <= 8192, $"{message.Length} bytes"));
        var arrived = new List<WireGuardPeer>();
        foreach (byte[] message in messages)
        {
            bool first = ReferenceEquals(message, messages[0]);
            var attributes = new AttributeReader(message.AsSpan(20));
            // What takes away what was there may be in the first message alone.
            Assert.Equal((first, first), (attributes.Find(5).Type == 5, attributes.Find(3).Type == 3));
            AttributeReader list = attributes.Find(8).Nested;
            while (list.TryRead(out NetlinkAttribute item))
            {
                var read = new WireGuardPeer(item.Nested);
                NetlinkAttribute flags = item.Nested.Find(3);
                var allowed = new List<IPNetwork>();
                WireGuardCodec.Read(item.Nested.Find(9).Nested, allowed);
                if (arrived.Count > 0 && arrived[^1].PublicKey == read.PublicKey)
                {
                    Assert.True(flags.Value.IsEmpty);
                    arrived[^1] = arrived[^1] with { AllowedIPs = [.. arrived[^1].AllowedIPs!, .. allowed] };
                }
                else
                {
                    arrived.Add(read with { AllowedIPs = allowed, ReplaceAllowedIPs = flags.Read<int>() == 2 });
                }
            }
        }

        Assert.Equal(sent, arrived);
    }

    [Fact]
    public void The_first_message_that_is_refused_is_the_last()
    {
        FakePeer peer = new(Resolve, Done, s => [Wire.Ack(s[0], (int)Errno.EPERM)]);
        using var connection = new GenericNetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.WireGuard.Set(
            "wg0", new WireGuardDevice { Peers = [.. Enumerable.Range(0, 1000).Select(i => new WireGuardPeer(Key(i)))] }));

        Assert.Equal((Errno.EPERM, "set the WireGuard configuration of link \"wg0\""), (error.Errno, error.Operation));
        Assert.Equal(3, peer.Sent.Count);
    }

    [Theory]
    [InlineData(1, 31)]
    [InlineData(4, 15)]
    [InlineData(4, 1)]
    [InlineData(6, 8)]
    [InlineData(5, 1)]
    public void A_peer_with_a_value_too_short_is_a_bad_message(int type, int length)
    {
        byte[] value = new byte[length];
        value[0] = 2;
        using var connection = new GenericNetlinkConnection(new FakePeer(
            Resolve, s => [Wire.Message(Family, Wire.Multi, s[0], [0, 1, 0, 0], Wire.Attribute(8, Wire.Attribute(0, Wire.Attribute(type, value)))), Wire.DoneMessage(s[0])]));

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.WireGuard.Get("wg0")).Errno);
    }

    [Fact]
    public void What_a_peer_cannot_have_is_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new WireGuardPeer(WireGuardKey.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WireGuardPeer(Key(1)) { PersistentKeepalive = TimeSpan.FromSeconds(65536) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WireGuardPeer(Key(1)) { PersistentKeepalive = TimeSpan.FromMilliseconds(1500) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WireGuardPeer(Key(1)) { PersistentKeepalive = TimeSpan.FromSeconds(-1) });
    }

    [Fact]
    public void Equality_is_by_value()
    {
        static WireGuardDevice Make() => new() { Peers = [new WireGuardPeer(Key(1)) { AllowedIPs = [IPNetwork.Parse("10.0.0.0/8")], Endpoint = new IPEndPoint(IPAddress.Loopback, 5) }] };

        Assert.Equal(Make(), Make());
        Assert.Equal(Make().GetHashCode(), Make().GetHashCode());
        Assert.NotEqual(Make(), Make() with { Peers = [new WireGuardPeer(Key(1))] });
        Assert.NotEqual(Make(), Make() with { Mark = 1 });
    }
}
