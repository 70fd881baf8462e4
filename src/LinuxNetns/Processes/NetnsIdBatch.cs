using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Asks rtnetlink for the nsids of many processes at once: one sendmsg(2), whose answers the kernel has ready when it returns, and one recvmmsg(2) (rtnetlink(7),
/// linux/net_namespace.h).</summary>
internal sealed unsafe class NetnsIdBatch : IDisposable
{
    internal const int Capacity = 256;

    private const int ReplySize = 128;
    private const ushort Error = 2; // NLMSG_ERROR
    private const ushort NewNetnsId = 88; // RTM_NEWNSID
    private const ushort GetNetnsId = 90; // RTM_GETNSID
    private const ushort Request = 1; // NLM_F_REQUEST
    private const ushort IdAttribute = 1; // NETNSA_NSID
    private const ushort ProcessAttribute = 2; // NETNSA_PID

    // Behind struct nlmsghdr (16 bytes): an errno, or struct rtgenmsg with its padding and then attributes.
    private const int Payload = 16;
    private const int Attributes = 20;

    private readonly int _socket;
    private readonly byte* _memory;
    private readonly Question* _questions;
    private readonly byte* _replies;
    private readonly Interop.MultiMessageHeader* _headers;
    private int _count;

    internal NetnsIdBatch(int socket)
    {
        _socket = socket;
        int headers = Capacity * sizeof(Interop.MultiMessageHeader);
        int vectors = Capacity * sizeof(Interop.IoVector);
        int questions = Capacity * sizeof(Question);
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(headers + vectors + questions + (Capacity * ReplySize)));
        _headers = (Interop.MultiMessageHeader*)_memory;
        var vector = (Interop.IoVector*)(_memory + headers);
        _questions = (Question*)(_memory + headers + vectors);
        _replies = _memory + headers + vectors + questions;
        for (int i = 0; i < Capacity; i++)
        {
            vector[i] = new Interop.IoVector { Base = _replies + (i * ReplySize), Length = ReplySize };
            _headers[i].Message = new Interop.MessageHeader { Vectors = &vector[i], VectorCount = 1 };
        }
    }

    internal bool IsFull => _count == Capacity;

    public void Dispose() => NativeMemory.Free(_memory);

    internal void Add(int processId)
    {
        _questions[_count] = new Question
        {
            Length = (uint)sizeof(Question),
            Type = GetNetnsId,
            Flags = Request,
            Sequence = (uint)_count,
            AttributeLength = 8,
            AttributeType = ProcessAttribute,
            ProcessId = processId,
        };
        _count++;
    }

    /// <summary>Sends what was added, and tells which of them have the nsid. Not a single answer may be missing.</summary>
    internal FinderRefusal? Ask(int netnsId, FoundProcesses found)
    {
        var vector = new Interop.IoVector { Base = _questions, Length = (nuint)(_count * sizeof(Question)) };
        var message = new Interop.MessageHeader { Vectors = &vector, VectorCount = 1 };
        if (_count > 0 && Interop.Sendmsg(_socket, &message, Interop.MSG_NOSIGNAL) < 0)
            return FinderRefusal.OfLastCall("sendmsg(RTM_GETNSID)");
        int answered = 0;
        while (answered < _count)
        {
            int received = Interop.Recvmmsg(_socket, _headers, (uint)(_count - answered), Interop.MSG_DONTWAIT, null);
            if (received <= 0)
                return FinderRefusal.OfLastCall("recvmmsg(RTM_GETNSID)");
            for (int i = 0; i < received; i++, answered++)
            {
                if (!TryTake(i, (uint)answered, netnsId, found))
                    return new FinderRefusal(Errno.EBADMSG, "recvmmsg(RTM_GETNSID)", "an answer is lost");
            }
        }

        _count = 0;
        return null;
    }

    private bool TryTake(int index, uint expected, int netnsId, FoundProcesses found)
    {
        byte* reply = _replies + (index * ReplySize);
        int length = (int)Math.Min(_headers[index].Length, Math.Min(ReplySize, *(uint*)reply));
        if (length < Attributes || *(uint*)(reply + 8) != expected)
            return false;
        ushort type = *(ushort*)(reply + 4);
        int processId = _questions[expected].ProcessId;
        if (type == Error)
        {
            if (((Errno)(-*(int*)(reply + Payload))).IsUnreadable())
                found.Denied++;
            return true;
        }

        for (int at = Attributes; type == NewNetnsId && at + 8 <= length; at += Math.Max(4, (*(ushort*)(reply + at) + 3) & ~3))
        {
            if (*(ushort*)(reply + at + 2) == IdAttribute)
            {
                if (*(int*)(reply + at + 4) == netnsId)
                    found.Add(processId);
                return true;
            }
        }

        return false;
    }

    /// <summary>struct nlmsghdr, struct rtgenmsg and one attribute.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Question
    {
        internal uint Length;
        internal ushort Type;
        internal ushort Flags;
        internal uint Sequence;
        internal uint PortId;
        internal uint Family;
        internal ushort AttributeLength;
        internal ushort AttributeType;
        internal int ProcessId;
    }
}
