namespace LinuxNetns.Netlink;

/// <summary>
/// How far an address or a destination reaches (<c>rtm_scope</c>, <c>ifa_scope</c>; rtnetlink(7), linux/rtnetlink.h). Numbers convert by themselves.
/// </summary>
/// <remarks>Names are those that the calling process sees in <c>/etc/iproute2/rt_scopes</c> or <c>/usr/share/iproute2/rt_scopes</c>, and in the <c>rt_scopes.d</c> beside them.</remarks>
/// <param name="Value">The number.</param>
public readonly record struct RouteScope(byte Value)
{
    private const byte RT_SCOPE_UNIVERSE = 0;
    private const byte RT_SCOPE_SITE = 200;
    private const byte RT_SCOPE_LINK = 253;
    private const byte RT_SCOPE_HOST = 254;
    private const byte RT_SCOPE_NOWHERE = 255;

    private static readonly Lazy<NumberNames> s_names = new(() => NumberNames.Load("rt_scopes", byte.MaxValue, (RT_SCOPE_UNIVERSE, "global"), (RT_SCOPE_SITE, "site"), (RT_SCOPE_LINK, "link"), (RT_SCOPE_HOST, "host"), (RT_SCOPE_NOWHERE, "nowhere")));

    /// <summary>Everywhere: a route by a gateway, an ordinary address (RT_SCOPE_UNIVERSE).</summary>
    public static RouteScope Global => new(RT_SCOPE_UNIVERSE);

    /// <summary>Within the own network; of IPv6, and deprecated (RT_SCOPE_SITE).</summary>
    public static RouteScope Site => new(RT_SCOPE_SITE);

    /// <summary>On the link: what a device reaches without a gateway (RT_SCOPE_LINK).</summary>
    public static RouteScope Link => new(RT_SCOPE_LINK);

    /// <summary>On this machine (RT_SCOPE_HOST).</summary>
    public static RouteScope Host => new(RT_SCOPE_HOST);

    /// <summary>Does not exist; in a deletion: any (RT_SCOPE_NOWHERE).</summary>
    public static RouteScope Nowhere => new(RT_SCOPE_NOWHERE);

    /// <summary>By name, or by the digits of a number.</summary>
    /// <exception cref="ArgumentException">No file knows the name.</exception>
    public static RouteScope FromName(string name) => new((byte)s_names.Value.NumberOf(name, "scope", nameof(name)));

    /// <summary>By number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static RouteScope FromInt32(int value) => value is >= 0 && (uint)value <= byte.MaxValue
        ? new RouteScope((byte)value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A scope is from 0 to {byte.MaxValue}.");

    /// <summary>As <see cref="FromInt32"/>.</summary>
    public static implicit operator RouteScope(int value) => FromInt32(value);

    /// <summary>Its name, or its digits where it has none.</summary>
    public override string ToString() => s_names.Value.NameOf(Value);
}
