using System.Globalization;
using System.Text;

namespace LinuxNetns;

/// <summary>Names in messages (RFC 1035, 3.1 and 4.1.4): labels with their lengths, and pointers to where the rest already stands.</summary>
internal static class DnsName
{
    private const int MaxLabel = 63;
    private const int MaxName = 255;
    private const int Pointer = 0xc0;

    /// <summary>Whether two names are the same to DNS.</summary>
    internal static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes of a name; null where no name can be so: an empty or too long label, too long a name, a character that is not printable ASCII.</summary>
    internal static byte[]? Encode(string name)
    {
        name = name.EndsWith('.') ? name[..^1] : name;
        if (name.Length is 0 or > MaxName - 2 || !name.All(c => c is > ' ' and < '\x7f' and not '\\'))
            return null;
        byte[] bytes = new byte[name.Length + 2];
        int at = 0;
        foreach (string label in name.Split('.'))
        {
            if (label.Length is 0 or > MaxLabel)
                return null;
            bytes[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, bytes.AsSpan(at));
        }

        return bytes;
    }

    /// <summary>Reads a name and goes behind it; false where there is none. A pointer must lead backwards, so that there is an end.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int position, out string name)
    {
        name = "";
        var text = new StringBuilder();
        int at = position;
        int limit = position;
        int size = 1;
        bool jumped = false;
        while (at < message.Length)
        {
            int length = message[at];
            if (length == 0)
            {
                position = jumped ? position : at + 1;
                name = text.ToString();
                return true;
            }

            if ((length & Pointer) == Pointer)
            {
                if (at + 1 >= message.Length)
                    return false;
                int target = ((length & ~Pointer) << 8) | message[at + 1];
                if (target >= limit)
                    return false;
                position = jumped ? position : at + 2;
                jumped = true;
                limit = at = target;
                continue;
            }

            size += length + 1;
            if (length > MaxLabel || at + 1 + length > message.Length || size > MaxName)
                return false;
            Append(text, message.Slice(at + 1, length));
            at += length + 1;
        }

        return false;
    }

    /// <summary>A dot within a label must not pass for one between labels.</summary>
    private static void Append(StringBuilder text, ReadOnlySpan<byte> label)
    {
        if (text.Length > 0)
            text.Append('.');
        foreach (byte b in label)
        {
            if (b is > 0x20 and < 0x7f and not (byte)'.' and not (byte)'\\')
                text.Append((char)b);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\{b:D3}");
        }
    }
}
