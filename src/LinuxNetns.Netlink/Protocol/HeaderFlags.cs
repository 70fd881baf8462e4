using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>NLM_F_* of linux/netlink.h. The high byte means different things in requests and in answers.</summary>
[Flags]
[SuppressMessage("Design", "CA1069", Justification = "The kernel gives a bit one meaning in a request and another in an answer.")]
internal enum HeaderFlags : ushort
{
    None = 0,
    Request = 0x1,
    Multi = 0x2,
    Ack = 0x4,

    /// <summary>NLM_F_DUMP_INTR: the set changed while it was dumped.</summary>
    DumpInterrupted = 0x10,

    /// <summary>NLM_F_DUMP = NLM_F_ROOT | NLM_F_MATCH.</summary>
    Dump = 0x300,

    /// <summary>NLM_F_REPLACE, in a request that changes something: what is there already gives way.</summary>
    Replace = 0x100,

    /// <summary>NLM_F_EXCL: what is there already is an error.</summary>
    Exclusive = 0x200,

    /// <summary>NLM_F_BULK, in a deletion: all that answer to it.</summary>
    Bulk = 0x200,

    /// <summary>NLM_F_CREATE.</summary>
    Create = 0x400,

    /// <summary>NLM_F_APPEND.</summary>
    Append = 0x800,

    /// <summary>NLM_F_CAPPED: an error carries only the header of the request.</summary>
    Capped = 0x100,

    /// <summary>NLM_F_ACK_TLVS: extended acknowledgement attributes follow.</summary>
    AckAttributes = 0x200,
}
