using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class CodecFuzzTests
{
    private const int Rounds = 1_000_000;
    private const int Threads = 4;

    private static readonly byte[][] s_seeds =
    [
        .. Recorded.LinkDump.Concat(Conversations()).Concat(RoutingSeeds.All).Concat(LinkSeeds.All).SelectMany(Split).DistinctBy(Convert.ToHexString), Convert.FromHexString(Recorded.UnknownNetnsId),
        Convert.FromHexString(Recorded.NetnsIdMissing), Convert.FromHexString(Recorded.UnknownDevice), Wire.NetnsId(88, 7, 3),
        Wire.DoneMessage(7, 22, Wire.Multi, Wire.Text(1, "text")),
        Wire.Message(Wire.Error, Wire.AckAttributes, 7, Wire.Int32(-22), Wire.Int32(32), new byte[28], Wire.Text(1, "uncapped")),
        // RTM_NEWNETCONF of IPv4, NETCONFA_IFINDEX and all the others
        Wire.Message(80, 0, 0, [[2, 0, 0, 0], .. Enumerable.Range(1, 8).Select(type => Wire.Attribute(type, Wire.Int32(1)))]),
        // RTM_NEWPREFIX, PREFIX_ADDRESS, PREFIX_CACHEINFO
        Wire.Message(52, 0, 0, [10, 0, 0, 0, 3, 0, 0, 0, 3, 64, 3, 0], Wire.Attribute(1, [0xfd, .. new byte[15]]), Wire.Attribute(2, new byte[8])),
    ];

    /// <summary>Spans check every bound, so a read past the end would be an exception of another type; an endless loop would not end.</summary>
    [Fact]
    public async Task Mutated_messages_are_read_or_refused_with_a_typed_error()
    {
        (int Refused, int Read)[] counts = await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => Task.Factory.StartNew(
                () => Fuzz(20260 + thread, Rounds / Threads), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        // The mutations must reach both sides, or they prove nothing.
        Assert.InRange(counts.Sum(count => count.Refused), Rounds / 20, Rounds - 1);
        Assert.InRange(counts.Sum(count => count.Read), Rounds / 20, int.MaxValue);
    }

    [Fact]
    public void Every_reader_is_among_the_seeds() =>
        Assert.All(
            EventTopics.All.Select(topic => topic.New).Append(MessageType.Error).Append(MessageType.Done).Append(MessageType.NewNeighborTable),
            type => Assert.Contains(s_seeds, seed => BitConverter.ToUInt16(seed, 4) == (ushort)type));

    private static (int Refused, int Read) Fuzz(int seed, int rounds)
    {
        var random = new Random(seed);
        int refused = 0;
        int read = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] datagram = Mutation.Of(s_seeds[random.Next(s_seeds.Length)], random);
            try
            {
                read += ReadEverything(datagram);
            }
            catch (NetlinkException error) when (error.Errno == Errno.EBADMSG)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{Convert.ToHexString(datagram)} is not refused but fails.", e);
            }
        }

        return (refused, read);
    }

    private static IEnumerable<byte[]> Conversations() =>
        File.ReadLines(Repository.PathOf("tests", "LinuxNetns.Tests", "Netlink", "Conversations", "namespace.txt"))
            .Where(line => line.StartsWith("< ", StringComparison.Ordinal))
            .Select(line => Convert.FromHexString(line.AsSpan(2)));

    /// <summary>A message at a time: a mutation among thousands of bytes would seldom hit anything.</summary>
    private static IEnumerable<byte[]> Split(byte[] datagram)
    {
        for (int at = 0; at < datagram.Length; at += (BitConverter.ToInt32(datagram, at) + 3) & ~3)
        {
            yield return datagram[at..(at + BitConverter.ToInt32(datagram, at))];
        }
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
                    foreach (EventTopic topic in EventTopics.All)
                    {
                        if (message.Header.Type == topic.New || message.Header.Type == topic.Delete)
                        {
                            _ = topic.Read(message, 0);
                        }
                    }

                    break;
            }
        }

        return count;
    }
}
