namespace LinuxNetns.Netlink;

/// <summary>What this machine does with a packet whose active segment it is: SEG6_LOCAL_ACTION_* of linux/seg6_local.h, RFC 8986.</summary>
public enum Seg6Action
{
    /// <summary>On to the next segment.</summary>
    End = 1,

    /// <summary>As <see cref="End"/>, by a next hop.</summary>
    EndX = 2,

    /// <summary>As <see cref="End"/>, by a table.</summary>
    EndT = 3,

    /// <summary>Unwrapped; the frame goes out of a device.</summary>
    EndDX2 = 4,

    /// <summary>Unwrapped; the IPv6 packet goes to a next hop.</summary>
    EndDX6 = 5,

    /// <summary>Unwrapped; the IPv4 packet goes to a next hop.</summary>
    EndDX4 = 6,

    /// <summary>Unwrapped; the IPv6 packet is looked up in a table.</summary>
    EndDT6 = 7,

    /// <summary>Unwrapped; the IPv4 packet is looked up in a table.</summary>
    EndDT4 = 8,

    /// <summary>Another policy's header goes into the packet.</summary>
    EndB6 = 9,

    /// <summary>Another policy's header goes around the packet.</summary>
    EndB6Encap = 10,

    /// <summary>A BPF program decides.</summary>
    EndBpf = 15,

    /// <summary>Unwrapped; the packet is looked up in a table, whatever its family.</summary>
    EndDT46 = 16,
}
