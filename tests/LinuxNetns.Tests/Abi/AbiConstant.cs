using System.Globalization;

namespace LinuxNetns.Tests.Abi;

/// <summary>One of our numbers: whose it is, its value and how many bytes we give it.</summary>
/// <param name="Key">Type and member, as <see cref="AbiTable"/> names it: <c>LinkAttribute.Mtu</c>.</param>
/// <param name="Name">The member alone.</param>
/// <param name="Value">The value's bits, sign-extended to 64.</param>
/// <param name="Width">1, 2, 4 or 8.</param>
internal sealed record AbiConstant(string Key, string Name, ulong Value, int Width)
{
    internal static AbiConstant Of(string key, string name, object value, Type type)
    {
        ulong bits = value switch
        {
            nint native => unchecked((ulong)native),
            nuint native => native,
            ulong wide => wide,
            _ => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        };
        return new AbiConstant(key, name, bits, Layout.SizeOf(type));
    }

    /// <summary>A number of ours that is meant to be C's, by its looks: <c>O_CLOEXEC</c>, <c>POLLIN</c>, <c>SYS_pidfd_open</c>.</summary>
    internal bool IsCName => Name.Split('_')[0] is { Length: > 0 } first && first.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
