using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Ports of UDP and TCP (struct fib_rule_port_range): converts from one port by itself.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PortRange
{
    /// <summary>Ports from the first to the last.</summary>
    /// <exception cref="ArgumentException">The first is 0, or behind the last.</exception>
    public PortRange(ushort first, ushort last)
    {
        if (first == 0 || first > last)
        {
            throw new ArgumentException($"{first} to {last} is no range of ports.", nameof(first));
        }

        First = first;
        Last = last;
    }

    private PortRange((ushort First, ushort Last) ports) => (First, Last) = ports;

    /// <summary>The first port.</summary>
    public ushort First { get; }

    /// <summary>The last port.</summary>
    public ushort Last { get; }

    /// <summary>One port.</summary>
    public static implicit operator PortRange(ushort port) => FromUInt16(port);

    /// <summary>One port.</summary>
    public static PortRange FromUInt16(ushort port) => new(port, port);

    /// <summary>What the kernel has; of a VXLAN it takes 0 as the first port.</summary>
    internal static PortRange Reported(ushort first, ushort last) => new((first, last));

    /// <summary>As <c>ip</c> has it: <c>80</c>, <c>80-90</c>.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
