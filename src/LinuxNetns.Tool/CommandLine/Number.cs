using System.Globalization;

namespace LinuxNetns.Tool;

/// <summary>Numbers as <c>strtol</c> reads them with base 0: <c>12</c>, <c>-3</c>, <c>0x1f</c>, <c>017</c>.</summary>
internal static class Number
{
    internal static bool TryParse(string text, out int value)
    {
        value = 0;
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t\n\v\f\r");
        bool negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
            digits = digits[1..];
        if (!TryParseDigits(digits, out long magnitude))
            return false;
        long result = negative ? -magnitude : magnitude;
        value = (int)result;
        return result is >= int.MinValue and <= int.MaxValue;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, out long value)
    {
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        if (digits.StartsWith("0"))
            return TryParseOctal(digits, out value);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value > int.MaxValue)
                return false;
            value = (value * 8) + (digit - '0');
        }

        return true;
    }
}
