using System.Runtime.InteropServices;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests.Netlink;

public class NetnsIdTableTests
{
    private const int New = 88;
    private const int Get = 90;

    private readonly SafeFileHandle _handle = new(1234, ownsHandle: false);

    [Fact]
    public void An_unassigned_id_is_null_and_zero_is_an_id()
    {
        FakePeer peer = new(s => [Wire.NetnsId(New, s[0], -1)], s => [Wire.NetnsId(New, s[0], 0)], s => [Wire.NetnsId(New, s[0], int.MaxValue)]);
        using var connection = new NetlinkConnection(peer);

        Assert.Null(connection.NetnsIds.Get(_handle));
        Assert.Equal(0, connection.NetnsIds.Get(_handle));
        Assert.Equal(int.MaxValue, connection.NetnsIds.GetForProcess(99));
        Assert.Equal([28, 0, 0, 0, 90, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 3, 0, 0xd2, 4, 0, 0], peer.Sent[0]);
        Assert.Equal([8, 0, 2, 0, 99, 0, 0, 0], peer.Sent[2][20..]);
    }

    [Fact]
    public void Many_are_asked_together_and_one_failure_hinders_no_other()
    {
        FakePeer peer = new(
            s =>
            [
                // Out of order, and two in one datagram.
                Wire.Ack(s[1], (int)Errno.EINVAL, Wire.Text(1, "Peer netns reference is invalid")),
                [.. Wire.NetnsId(New, s[2], -1), .. Wire.NetnsId(New, s[0], 7)],
            ]);
        using var connection = new NetlinkConnection(peer);

        IReadOnlyList<NetnsIdResult> results = connection.NetnsIds.GetMany([_handle, _handle, _handle]);

        Assert.Single(peer.Sent);
        Assert.Equal(
            [new(7, Errno.None, null), new NetnsIdResult(null, Errno.EINVAL, "Peer netns reference is invalid"), new(null, Errno.None, null)], results);
        Assert.Equal([true, false, true], results.Select(result => result.IsSuccess));
    }

    [Fact]
    public void Answers_to_something_older_are_skipped()
    {
        FakePeer peer = new(
            s => [Wire.NetnsId(New, s[0], 1)],
            s => [Wire.NetnsId(New, s[0] - 1, 99), Wire.Ack(s[0] - 1, (int)Errno.EINVAL), Wire.NetnsId(New, 0, 98), Wire.NetnsId(New, s[0] + 1, 97), Wire.NetnsId(New, s[0], 2)]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(1, connection.NetnsIds.Get(_handle));
        Assert.Equal(2, connection.NetnsIds.Get(_handle));
    }

    [Fact]
    public void Hundreds_go_in_batches()
    {
        int next = 0;
        byte[][] Answer(uint[] s) => [.. s.Select(sequence => Wire.NetnsId(New, sequence, next++))];
        FakePeer peer = new(Answer, Answer, Answer);
        using var connection = new NetlinkConnection(peer);

        IReadOnlyList<NetnsIdResult> results = connection.NetnsIds.GetMany([.. Enumerable.Repeat<SafeHandle>(_handle, 150)]);

        Assert.Equal(Enumerable.Range(0, 150).Select(i => (int?)i), results.Select(result => result.Id));
        // No more at once than the default receive buffer holds answers for.
        Assert.Equal([64 * 28, 64 * 28, 22 * 28], peer.Sent.Select(sent => sent.Length));
        Assert.Empty(connection.NetnsIds.GetMany([]));
    }

    [Fact]
    public void Setting_sends_the_id_or_minus_one_for_automatic()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.NetnsIds.Set(_handle, 7);
        connection.NetnsIds.SetForProcess(42, null);

        Assert.Equal([8, 0, 3, 0, 0xd2, 4, 0, 0, 8, 0, 1, 0, 7, 0, 0, 0], peer.Sent[0][20..]);
        Assert.Equal([8, 0, 2, 0, 42, 0, 0, 0, 8, 0, 1, 0, 255, 255, 255, 255], peer.Sent[1][20..]);
    }

    [Theory]
    [InlineData("Peer netns already has a nsid assigned")]
    [InlineData("The specified nsid is already used")]
    public void The_kernels_words_are_kept(string words)
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.Ack(s[0], (int)Errno.EEXIST, Wire.Text(1, words))]));

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.NetnsIds.Set(_handle, 7));

        Assert.Equal((Errno.EEXIST, words), (error.Errno, error.KernelMessage));
    }

    [Fact]
    public void A_list_for_a_target_has_both_views()
    {
        FakePeer peer = new(
            s =>
            [
                Wire.Message(New, Wire.Multi, s[0], new byte[4], Wire.Attribute(1, Wire.Int32(3)), Wire.Attribute(5, Wire.Int32(-1))),
                Wire.Message(New, Wire.Multi, s[0], new byte[4], Wire.Attribute(1, Wire.Int32(4)), Wire.Attribute(5, Wire.Int32(0))),
                Wire.DoneMessage(s[0]),
            ]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal([new NetnsIdEntry(3, null), new NetnsIdEntry(4, 0)], connection.NetnsIds.List(7));
        Assert.Equal([8, 0, 4, 0, 7, 0, 0, 0], peer.Sent[0][20..]);
    }

    [Fact]
    public void An_id_is_translated_for_a_target()
    {
        FakePeer peer = new(s => [Wire.NetnsId(New, s[0], 12)], s => [Wire.NetnsId(New, s[0], -1)]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(12, connection.NetnsIds.GetById(5, 7));
        Assert.Null(connection.NetnsIds.GetById(5, 7));
        Assert.Equal([8, 0, 1, 0, 5, 0, 0, 0, 8, 0, 4, 0, 7, 0, 0, 0], peer.Sent[0][20..]);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_before_anything_is_sent()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.Set(_handle, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.SetForProcess(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.GetForProcess(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.List(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.GetById(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NetnsIds.GetById(1, -1));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void An_answer_without_an_id_is_unassigned()
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.Message(Get, 0, s[0], new byte[4])]));

        Assert.Null(connection.NetnsIds.Get(_handle));
    }
}
