namespace LinuxNetns.Netlink;

/// <summary>What becomes of a packet after an action (TC_ACT_* of linux/pkt_cls.h, man 8 tc-actions). A jump to a chain is a number of its own.</summary>
public enum TrafficVerdict
{
    /// <summary>As the filter's class says (<c>continue</c>).</summary>
    Unspecified = -1,

    /// <summary>It passes (<c>pass</c>, <c>ok</c>).</summary>
    Pass = 0,

    /// <summary>It is classified again from the start.</summary>
    Reclassify = 1,

    /// <summary>It is dropped (<c>drop</c>, <c>shot</c>).</summary>
    Drop = 2,

    /// <summary>The next action has it.</summary>
    Pipe = 3,

    /// <summary>The action has taken it.</summary>
    Stolen = 4,

    /// <summary>It waits elsewhere.</summary>
    Queued = 5,

    /// <summary>The actions start again.</summary>
    Repeat = 6,

    /// <summary>It goes to another device.</summary>
    Redirect = 7,

    /// <summary>It goes to the processor, from hardware.</summary>
    Trap = 8,
}
