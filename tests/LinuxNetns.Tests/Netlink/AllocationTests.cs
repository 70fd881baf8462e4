using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class AllocationTests
{
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
    public void An_exchange_allocates_nothing_for_a_row()
    {
        long few = Dump(2);
        long many = Dump(2000);

        Assert.Equal(few, many);
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

    private static long Dump(int rows)
    {
        using var connection = new NetlinkConnection(new RowPeer(rows));
        _ = Count(connection);
        _ = Count(connection);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int counted = Count(connection);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(rows, counted);
        return allocated;
    }

    private static int Count(NetlinkConnection connection)
    {
        int rows = 0;
        foreach (LinkRow row in connection.Links.EnumerateRows())
        {
            rows += row.Index > 0 ? 1 : 0;
        }

        return rows;
    }

    /// <summary>Answers each dump with the same datagram over and over, and allocates nothing itself.</summary>
    private sealed class RowPeer(int rows) : INetlinkTransport
    {
        private readonly byte[][] _first = Answers(1, rows);
        private readonly byte[][] _second = Answers(2, rows);
        private readonly byte[][] _third = Answers(3, rows);
        private byte[][] _answers = [];
        private int _next;

        public void Send(ReadOnlySpan<byte> datagram)
        {
            _answers = datagram[8] switch { 1 => _first, 2 => _second, _ => _third };
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

        private static byte[][] Answers(uint sequence, int rows) =>
            [.. Enumerable.Repeat(Wire.Link(sequence, 5, "veth0"), rows), Wire.DoneMessage(sequence)];
    }
}
