using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace LinuxNetns;

/// <summary>A name in a directory. File names are bytes: one that is not UTF-8 has no text that leads to it, only one that shows it.</summary>
/// <param name="Text">The name; for one that is not UTF-8, with <c>\ooo</c> for what is not ASCII, as a shell reads it in <c>$'…'</c>.</param>
/// <param name="IsUtf8">Whether the text is the name.</param>
/// <param name="MayBeLink">Whether it is a symbolic link, or the file system does not say.</param>
internal readonly record struct DirectoryName(string Text, bool IsUtf8, bool MayBeLink)
{
    // linux/fs_types.h
    private const byte DT_UNKNOWN = 0, DT_LNK = 10;

    internal static DirectoryName From(ReadOnlySpan<byte> name, byte type)
    {
        bool isUtf8 = Utf8.IsValid(name);
        return new DirectoryName(isUtf8 ? Encoding.UTF8.GetString(name) : Escape(name), isUtf8, type is DT_LNK or DT_UNKNOWN);
    }

    private static string Escape(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (byte b in name)
        {
            if (b is >= 0x20 and < 0x7f and not (byte)'\\')
                text.Append((char)b);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\{b >> 6}{(b >> 3) & 7}{b & 7}");
        }

        return text.ToString();
    }
}
