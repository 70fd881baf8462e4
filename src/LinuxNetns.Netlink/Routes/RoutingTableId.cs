namespace LinuxNetns.Netlink;

/// <summary>
/// Number of a routing table (<c>rtm_table</c>, RTA_TABLE; rtnetlink(7), linux/rtnetlink.h): main, local, default, or one of your own. Numbers convert by themselves.
/// </summary>
/// <remarks>Names are those that the calling process sees in <c>/etc/iproute2/rt_tables</c> or <c>/usr/share/iproute2/rt_tables</c>, and in the <c>rt_tables.d</c> beside them.</remarks>
/// <param name="Value">The number.</param>
public readonly record struct RoutingTableId(uint Value)
{
    private const uint RT_TABLE_DEFAULT = 253;
    private const uint RT_TABLE_MAIN = 254;
    private const uint RT_TABLE_LOCAL = 255;

    private static readonly Lazy<NumberNames> s_names = new(() => NumberNames.Load("rt_tables", uint.MaxValue, (0, "unspec"), (RT_TABLE_DEFAULT, "default"), (RT_TABLE_MAIN, "main"), (RT_TABLE_LOCAL, "local")));

    /// <summary>Where routes go that name no table (RT_TABLE_MAIN).</summary>
    public static RoutingTableId Main => new(RT_TABLE_MAIN);

    /// <summary>Addresses of the machine itself and broadcasts, kept by the kernel (RT_TABLE_LOCAL).</summary>
    public static RoutingTableId Local => new(RT_TABLE_LOCAL);

    /// <summary>The one that the last rule of IPv4 names; empty (RT_TABLE_DEFAULT).</summary>
    public static RoutingTableId Default => new(RT_TABLE_DEFAULT);

    /// <summary>By name, or by the digits of a number.</summary>
    /// <exception cref="ArgumentException">No file knows the name.</exception>
    public static RoutingTableId FromName(string name) => new((uint)s_names.Value.NumberOf(name, "routing table", nameof(name)));

    /// <summary>By number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static RoutingTableId FromInt32(int value) => value is >= 0 && (uint)value <= uint.MaxValue
        ? new RoutingTableId((uint)value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A routing table is from 0 to {uint.MaxValue}.");

    /// <summary>As <see cref="FromInt32"/>.</summary>
    public static implicit operator RoutingTableId(int value) => FromInt32(value);

    /// <summary>Its name, or its digits where it has none.</summary>
    public override string ToString() => s_names.Value.NameOf(Value);
}
