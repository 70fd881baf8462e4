using System.Buffers.Binary;
using System.Text;

using LinuxNetns.Netlink;
using LinuxNetns.Tests.Netlink;

namespace LinuxNetns.Tests;

/// <summary>A kernel's side of rtnetlink with two namespaces, the connection's and another: what links are in them, and what a move does to both.</summary>
internal sealed class LinkKernel : INetlinkTransport
{
    private const int Get = 18;
    private const int Set = 19;
    private const int NewNetnsId = 88;
    private const int GetNetnsId = 90;
    private readonly Queue<byte[]> _answers = new();

    /// <summary>By index: name, and kind where software made it.</summary>
    internal SortedDictionary<int, (string Name, string? Kind)> Here { get; } = [];

    internal List<string> There { get; } = [];

    /// <summary>What it says to a move without a new name whose name is taken there.</summary>
    internal Errno Taken { get; init; } = Errno.EEXIST;

    /// <summary>What it says to a move of these, whatever the names.</summary>
    internal Dictionary<string, Errno> Refusals { get; } = [];

    public void Send(ReadOnlySpan<byte> datagram)
    {
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(datagram[8..]);
        int type = BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]);
        switch (type)
        {
            case Get when (datagram[7] & 3) == 3: // NLM_F_DUMP
                foreach ((int index, (string name, string? kind)) in Here)
                    _answers.Enqueue(LinkOf(sequence, index, name, kind));
                _answers.Enqueue(Wire.DoneMessage(sequence));
                break;
            case Get:
                _answers.Enqueue(Find(sequence, Text(datagram, 3)!, elsewhere: Attribute(datagram, 46) is not null));
                break;
            case Set:
                _answers.Enqueue(Wire.Ack(sequence, (int)Move(BinaryPrimitives.ReadInt32LittleEndian(datagram[20..]), Text(datagram, 3))));
                break;
            case GetNetnsId:
                _answers.Enqueue(Wire.NetnsId(NewNetnsId, sequence, 1));
                break;
            default:
                Assert.Fail($"A request of type {type} was not expected.");
                break;
        }
    }

    public int Receive(Span<byte> buffer)
    {
        byte[] answer = _answers.Dequeue();
        answer.CopyTo(buffer);
        return answer.Length;
    }

    public void Dispose()
    {
    }

    private Errno Move(int index, string? newName)
    {
        string name = Here[index].Name;
        if (Refusals.TryGetValue(name, out Errno errno))
            return errno;
        // dev_change_net_namespace: the new name counts only where its own is taken; do_setlink renames then.
        if (There.Contains(newName ?? name))
            return newName is null ? Taken : Errno.EEXIST;
        Here.Remove(index);
        There.Add(newName ?? name);
        return Errno.None;
    }

    private byte[] Find(uint sequence, string name, bool elsewhere)
    {
        if (elsewhere)
            return There.Contains(name) ? Wire.Link(sequence, 77, name) : Wire.Ack(sequence, (int)Errno.ENODEV);
        foreach ((int index, (string own, string? kind)) in Here)
        {
            if (own == name)
                return LinkOf(sequence, index, name, kind);
        }

        return Wire.Ack(sequence, (int)Errno.ENODEV);
    }

    private static byte[] LinkOf(uint sequence, int index, string name, string? kind)
    {
        byte[] header = Wire.LinkHeader(index);
        if (name == "lo")
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), 772);
        byte[] info = kind is null ? [] : Wire.Attribute(18, Wire.Text(1, kind));
        return Wire.Message(Wire.NewLink, Wire.Multi, sequence, header, Wire.Text(3, name), info);
    }

    private static string? Text(ReadOnlySpan<byte> request, int type) => Attribute(request, type) is { } value ? Encoding.UTF8.GetString(value).TrimEnd('\0') : null;

    /// <summary>Behind the headers of netlink (16 bytes) and of rtnetlink's links (16).</summary>
    private static byte[]? Attribute(ReadOnlySpan<byte> request, int type)
    {
        for (int at = 32; at + 4 <= request.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(request[at..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(request[(at + 2)..]) == type)
                return request[(at + 4)..(at + length)].ToArray();
            at += (length + 3) & ~3;
        }

        return null;
    }
}
