using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class AllocationTests
{
    private const int Dumps = 7;
    private const int Measured = 5;

    [Fact]
    public void Reading_rows_in_place_allocates_nothing()
    {
        byte[][] datagrams = Recorded.LinkDump;
        _ = Sum(datagrams);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = 0;
        for (int i = 0; i < 1000; i++)
        {
            sum += Sum(datagrams);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000 * (65536 + (3 * 1500)), sum);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void An_exchange_allocates_nothing_for_a_row() => Check(
        sequence => Wire.Link(sequence, 5, "veth0"), peer => new NetlinkConnection(peer),
        connection =>
        {
            int rows = 0;
            foreach (LinkRow row in connection.Links.EnumerateRows())
            {
                rows += row.Index == 5 ? 1 : 0;
            }

            return rows;
        });

    [Fact]
    public void A_forwarding_row_allocates_nothing() => Check(
        sequence => Wire.Message(
            28, Wire.Multi, sequence, [7, 0, 0, 0, .. Wire.Int32(4), 0x80, 0, 0, 0], Wire.Attribute(2, [2, 0, 0, 0, 0, 9]), Wire.Attribute(9, Wire.Int32(2)), Wire.Attribute(1, [192, 0, 2, 1])),
        peer => new NetlinkConnection(peer),
        connection =>
        {
            int rows = 0;
            foreach (ForwardingRow row in connection.Bridges.Forwarding.EnumerateRows(device: 4, bridge: 2))
            {
                rows += row is { State: ForwardingState.Permanent, Flags: ForwardingFlags.Master } && row.Address[5] == 9 && row.Destination[0] == 192 ? 1 : 0;
            }

            return rows;
        });

    [Fact]
    public void A_row_of_a_multicast_group_allocates_nothing() => Check(
        sequence => Wire.Message(
            86, Wire.Multi, sequence, [7, 0, 0, 0, 2, 0, 0, 0],
            Wire.Attribute(1, Wire.Attribute(1, Wire.Attribute(1, [4, 0, 0, 0, 1, 0, 20, 0, 239, 1, 1, 1, .. new byte[12], 8, 0, 0, 0, .. Wire.Attribute(1, Wire.Int32(250))])))),
        peer => new NetlinkConnection(peer),
        connection =>
        {
            int rows = 0;
            foreach (MulticastGroupRow row in connection.Bridges.Groups.EnumerateRows(2))
            {
                rows += row is { IsPermanent: true, PortIndex: 4, VlanId: 20 } && row.Group[0] == 239 ? 1 : 0;
            }

            return rows;
        });

    [Theory]
    [InlineData(SocketKind.Tcp)]
    [InlineData(SocketKind.Unix)]
    public void A_row_of_a_socket_allocates_nothing(SocketKind kind) => Check(
        sequence => kind == SocketKind.Tcp
            ? Wire.Message(20, Wire.Multi, sequence, [2, 1, 0, 0, 0, 80, 0x1f, 0x90, 10, 0, 0, 1, .. new byte[60]], Wire.Attribute(15, Wire.Int32(77)))
            : Wire.Message(20, Wire.Multi, sequence, [1, 1, 1, 0, 80, .. new byte[11]], Wire.Attribute(0, [0, .. "abstract"u8]), Wire.Attribute(4, new byte[8])),
        peer => new SocketTable(peer),
        table =>
        {
            int rows = 0;
            foreach (SocketRow row in table.EnumerateRows(new SocketFilter { Kinds = [kind], Family = kind == SocketKind.Tcp ? AddressFamily.InterNetwork : null, States = [SocketState.Established] }))
            {
                rows += kind == SocketKind.Tcp && row is { Mark: 77, LocalPort: 80 } && row.LocalAddress[0] == 10 || row is { Inode: 80, Name.Length: 9 } ? 1 : 0;
            }

            return rows;
        });

    /// <summary>What is allocated is the same for few rows and for many.</summary>
    private static void Check<T>(Func<uint, byte[]> row, Func<INetlinkTransport, T> open, Func<T, int> count)
        where T : IDisposable
        => Assert.Equal(Allocated(2, row, open, count), Allocated(2000, row, open, count));

    private static long Allocated<T>(int rows, Func<uint, byte[]> row, Func<INetlinkTransport, T> open, Func<T, int> count)
        where T : IDisposable
    {
        using T connection = open(new RowPeer(rows, row));
        for (int i = 0; i < Dumps - Measured; i++)
        {
            _ = count(connection);
        }

        // A collection beside it empties the array pools: what is allocated for that is not the rows'.
        long least = long.MaxValue;
        for (int i = 0; i < Measured; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            int counted = count(connection);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(rows, counted);
        }

        return least;
    }

    private static long Sum(byte[][] datagrams)
    {
        long sum = 0;
        foreach (byte[] datagram in datagrams)
        {
            var reader = new NetlinkReader(datagram);
            while (reader.TryRead(out NetlinkMessage message))
            {
                if (message.Header.Type == MessageType.NewLink)
                {
                    sum += new LinkRow(message).Mtu;
                }
            }
        }

        return sum;
    }

    /// <summary>Answers each dump with the same datagram over and over, and allocates nothing itself.</summary>
    private sealed class RowPeer(int rows, Func<uint, byte[]> row) : INetlinkTransport
    {
        private readonly byte[][][] _dumps = [.. Enumerable.Range(1, Dumps).Select(sequence => Answers(row((uint)sequence), Wire.DoneMessage((uint)sequence), rows))];
        private byte[][] _answers = [];
        private int _next;

        public void Send(ReadOnlySpan<byte> datagram)
        {
            _answers = _dumps[datagram[8] - 1];
            _next = 0;
        }

        public int Receive(Span<byte> buffer)
        {
            byte[] answer = _answers[_next++];
            answer.CopyTo(buffer);
            return answer.Length;
        }

        public void Dispose()
        {
        }

        private static byte[][] Answers(byte[] row, byte[] end, int rows) => [.. Enumerable.Repeat(row, rows), end];
    }
}
