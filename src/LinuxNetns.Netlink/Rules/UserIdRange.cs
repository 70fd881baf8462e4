using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>User ids (struct fib_rule_uid_range), as the reader's user namespace counts them.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct UserIdRange
{
    /// <summary>Users from the first to the last.</summary>
    /// <exception cref="ArgumentException">The first is behind the last.</exception>
    public UserIdRange(uint first, uint last)
    {
        if (first > last)
        {
            throw new ArgumentException($"{first} to {last} is no range of user ids.", nameof(first));
        }

        First = first;
        Last = last;
    }

    /// <summary>The first.</summary>
    public uint First { get; }

    /// <summary>The last.</summary>
    public uint Last { get; }

    /// <summary>As <c>ip</c> has it: <c>1000-2000</c>.</summary>
    public override string ToString() => $"{First}-{Last}";
}
