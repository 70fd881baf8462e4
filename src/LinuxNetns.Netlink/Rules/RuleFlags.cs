using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>State of a rule: FIB_RULE_* of linux/fib_rules.h.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags.")]
public enum RuleFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It cannot be deleted.</summary>
    Permanent = 0x1,

    /// <summary>It takes what its selector does not match (<c>not</c>).</summary>
    Inverted = 0x2,

    /// <summary>There is no rule where it goes to.</summary>
    Unresolved = 0x4,

    /// <summary>Its input device is not there.</summary>
    InputDeviceDetached = 0x8,

    /// <summary>Its output device is not there.</summary>
    OutputDeviceDetached = 0x10,
}
