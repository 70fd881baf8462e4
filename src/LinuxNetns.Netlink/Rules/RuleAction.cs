namespace LinuxNetns.Netlink;

/// <summary>What becomes of a packet that a rule takes: FR_ACT_* of linux/fib_rules.h, ip-rule(8).</summary>
public enum RuleAction : byte
{
    /// <summary>In a deletion: any.</summary>
    Unspecified = 0,

    /// <summary>Its route is looked up in a table.</summary>
    ToTable = 1,

    /// <summary>The search goes on at another rule.</summary>
    GoTo = 2,

    /// <summary>Nothing: a place to go to.</summary>
    Nop = 3,

    /// <summary>It is dropped, silently.</summary>
    Blackhole = 6,

    /// <summary>It is dropped: "network unreachable".</summary>
    Unreachable = 7,

    /// <summary>It is dropped: "administratively prohibited".</summary>
    Prohibit = 8,
}
