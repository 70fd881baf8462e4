using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class CodecFuzzTests
{
    private const int Rounds = 100_000;

    /// <summary>Spans check every bound, so a read past the end would be an exception of another type; an endless loop would not end.</summary>
    [Fact]
    public void Mutated_messages_are_read_or_refused_with_a_typed_error()
    {
        byte[][] seeds =
        [
            .. Recorded.LinkDump, Convert.FromHexString(Recorded.UnknownNetnsId), Convert.FromHexString(Recorded.NetnsIdMissing),
            Convert.FromHexString(Recorded.UnknownDevice), Wire.NetnsId(88, 7, 3), Wire.DoneMessage(7, 22, Wire.Multi, Wire.Text(1, "text")),
            .. RoutingSeeds.All,
            Wire.Message(Wire.Error, Wire.AckAttributes, 7, Wire.Int32(-22), Wire.Int32(32), new byte[28], Wire.Text(1, "uncapped")),
        ];
        var random = new Random(20260);
        int refused = 0;
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] datagram = Mutate(seeds[round % seeds.Length], random);
            try
            {
                read += ReadEverything(datagram);
            }
            catch (NetlinkException error) when (error.Errno == Errno.EBADMSG)
            {
                refused++;
            }
        }

        // The mutations must reach both sides, or they prove nothing.
        Assert.InRange(refused, Rounds / 20, Rounds - 1);
        Assert.InRange(read, Rounds / 20, int.MaxValue);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] bytes = [.. seed];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at & ~3] = (byte)random.Next(0, 9);
                    break;
                case 3 when bytes.Length > 1:
                    bytes = bytes[..random.Next(1, bytes.Length)];
                    break;
                default:
                    bytes.AsSpan(at, Math.Min(random.Next(1, 8), bytes.Length - at)).Fill((byte)(random.Next(2) * 255));
                    break;
            }
        }

        return bytes;
    }

    private static int ReadEverything(ReadOnlySpan<byte> datagram)
    {
        int count = 0;
        var reader = new NetlinkReader(datagram);
        while (reader.TryRead(out NetlinkMessage message))
        {
            count++;
            switch (message.Header.Type)
            {
                case MessageType.NewLink:
                    _ = new LinkRow(message).ToLink();
                    break;
                case MessageType.NewAddress:
                    _ = new AddressRow(message).IsInternet ? new AddressRow(message).ToAddress() : null;
                    break;
                case MessageType.NewRoute:
                    _ = new RouteRow(message).IsInternet ? new RouteRow(message).ToRoute() : null;
                    break;
                case MessageType.NewNeighbor:
                    _ = new NeighborRow(message).IsInternet ? new NeighborRow(message).ToNeighbor() : null;
                    break;
                case MessageType.NewRule:
                    _ = new RoutingRule(message);
                    break;
                case MessageType.NewNextHop:
                    _ = new NextHop(message);
                    break;
                case MessageType.NewNeighborTable:
                    _ = new NeighborCache(message);
                    break;
                case MessageType.Error:
                    _ = ExtendedAck.ReadError(message);
                    break;
                case MessageType.Done:
                    _ = ExtendedAck.ReadDone(message);
                    break;
                default:
                    _ = new NetnsIdMessage(message);
                    break;
            }
        }

        return count;
    }
}
