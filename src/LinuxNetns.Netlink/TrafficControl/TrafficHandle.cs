using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// The number by which a queueing discipline or a class is known on its device: <c>1:</c> is a qdisc, <c>1:10</c> a class of it, both halves
/// hexadecimal (man 8 tc, TC_H_* of linux/pkt_sched.h). Text converts to it by itself: <c>Parent = "1:10"</c>.
/// </summary>
/// <param name="Value">The number as the kernel has it: the qdisc in the upper sixteen bits, the class in the lower.</param>
public readonly record struct TrafficHandle(uint Value) : ISpanParsable<TrafficHandle>
{
    private const uint TC_H_ROOT = 0xffffffff;
    private const uint TC_H_INGRESS = 0xfffffff1;
    private const uint TC_H_MIN_INGRESS = 0xfff2;
    private const uint TC_H_MIN_EGRESS = 0xfff3;

    /// <summary>A handle of its two halves.</summary>
    /// <param name="major">The qdisc's number.</param>
    /// <param name="minor">The class's number; 0 is the qdisc itself.</param>
    public TrafficHandle(ushort major, ushort minor)
        : this(((uint)major << 16) | minor)
    {
    }

    /// <summary>As a parent: the device itself, on the way out (TC_H_ROOT).</summary>
    public static TrafficHandle Root => new(TC_H_ROOT);

    /// <summary>As a parent: where <see cref="IngressQdisc"/> and <see cref="ClsactQdisc"/> hang (TC_H_INGRESS, TC_H_CLSACT).</summary>
    public static TrafficHandle Clsact => new(TC_H_INGRESS);

    /// <summary>As a filter's parent: what comes in, at a <see cref="ClsactQdisc"/> or an <see cref="IngressQdisc"/> (<c>ingress</c>, TC_H_MIN_INGRESS).</summary>
    public static TrafficHandle Ingress => new(0xffff, (ushort)TC_H_MIN_INGRESS);

    /// <summary>As a filter's parent: what goes out, at a <see cref="ClsactQdisc"/> (<c>egress</c>, TC_H_MIN_EGRESS).</summary>
    public static TrafficHandle Egress => new(0xffff, (ushort)TC_H_MIN_EGRESS);

    /// <summary>The qdisc's half.</summary>
    public ushort Major => (ushort)(Value >> 16);

    /// <summary>The class's half; 0 is the qdisc itself.</summary>
    public ushort Minor => (ushort)Value;

    /// <summary>As <see cref="Parse(string, IFormatProvider?)"/>.</summary>
    public static implicit operator TrafficHandle(string text) => Parse(text, null);

    /// <summary>As <see cref="Parse(string, IFormatProvider?)"/>.</summary>
    public static TrafficHandle FromString(string text) => Parse(text, null);

    /// <summary>Reads <c>1:</c>, <c>1:10</c>, <c>:10</c> (both halves hexadecimal) or <c>root</c>, <c>clsact</c>, <c>ingress</c>, <c>egress</c>.</summary>
    /// <exception cref="FormatException">It is no handle.</exception>
    public static TrafficHandle Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static TrafficHandle Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out TrafficHandle handle) ? handle : throw new FormatException($"\"{s}\" is no handle: write 1: for a qdisc, 1:10 for a class, or root.");

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out TrafficHandle)"/>
    public static bool TryParse(string? s, IFormatProvider? provider, out TrafficHandle result) => TryParse(s.AsSpan(), provider, out result);

    /// <summary>As <see cref="Parse(string, IFormatProvider?)"/>, without an exception.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TrafficHandle result)
    {
        switch (s)
        {
            case "root":
                result = Root;
                return true;
            case "clsact":
                result = Clsact;
                return true;
            case "ingress":
                result = Ingress;
                return true;
            case "egress":
                result = Egress;
                return true;
        }

        result = default;
        int colon = s.IndexOf(':');
        if (colon < 0 || s.Length == 1 || !TryParseHalf(s[..colon], out ushort major) || !TryParseHalf(s[(colon + 1)..], out ushort minor))
        {
            return false;
        }

        result = new TrafficHandle(major, minor);
        return true;
    }

    /// <summary>As <c>tc</c> writes it: <c>1:</c>, <c>1:10</c>, <c>root</c>; <c>ffff:fff1</c> and its like stay numbers.</summary>
    public override string ToString() => this == Root ? "root"
        : Minor == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Major:x}:")
        : Major == 0 ? string.Create(CultureInfo.InvariantCulture, $":{Minor:x}")
        : string.Create(CultureInfo.InvariantCulture, $"{Major:x}:{Minor:x}");

    /// <summary>A handle that the kernel reported; 0 is none.</summary>
    internal static TrafficHandle? Reported(uint value) => value == 0 ? default(TrafficHandle?) : new TrafficHandle(value);

    private static bool TryParseHalf(ReadOnlySpan<char> text, out ushort half)
    {
        half = 0;
        return text.IsEmpty || ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half);
    }
}
