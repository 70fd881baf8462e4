using System.Globalization;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Reads mountinfo (proc_pid_mountinfo(5)): space-separated words, optional fields up to a single dash, octal escapes for space, tab, newline and backslash.</summary>
internal static class MountInfo
{
    internal const string OwnPath = "/proc/thread-self/mountinfo";

    /// <summary>The mounts in the order of the kernel: of two on one point the later one is on top.</summary>
    internal static List<MountInfoEntry> Read(string path = OwnPath)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (IOException e)
        {
            throw Interop.Error((Errno)e.HResult, "open", path); // the base library keeps errno there
        }
    }

    internal static List<MountInfoEntry> Parse(string text)
    {
        var entries = new List<MountInfoEntry>();
        // The kernel ends a line with a newline and with nothing else: a carriage return is part of a path.
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf('\n');
            if (TryParseLine(end < 0 ? rest : rest[..end], out MountInfoEntry entry))
                entries.Add(entry);
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return entries;
    }

    internal static bool TryParseLine(ReadOnlySpan<char> line, out MountInfoEntry entry)
    {
        entry = default;
        if (!int.TryParse(Next(ref line), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            || !int.TryParse(Next(ref line), NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            || !TryParseDevice(Next(ref line), out ulong device))
            return false;
        ReadOnlySpan<char> root = Next(ref line);
        ReadOnlySpan<char> mountPoint = Next(ref line);
        ReadOnlySpan<char> flags = Next(ref line);
        int peerGroup = 0;
        while (true)
        {
            ReadOnlySpan<char> word = Next(ref line);
            if (word.IsEmpty)
                return false;
            if (word.SequenceEqual("-"))
                break;
            if (word.StartsWith("shared:", StringComparison.Ordinal))
                _ = int.TryParse(word[7..], NumberStyles.None, CultureInfo.InvariantCulture, out peerGroup);
        }

        ReadOnlySpan<char> fileSystem = Next(ref line);
        if (fileSystem.IsEmpty)
            return false;
        bool readOnly = flags.SequenceEqual("ro") || flags.StartsWith("ro,", StringComparison.Ordinal);
        _ = Next(ref line); // the source
        entry = new MountInfoEntry(id, parent, Unescape(root), Unescape(mountPoint), fileSystem.ToString(), readOnly, peerGroup)
        {
            Device = device,
            ProcOptions = fileSystem.SequenceEqual("proc") ? Next(ref line).ToString() : "",
        };
        return true;
    }

    /// <summary><c>major:minor</c>, packed as <see cref="NamespaceId.Device"/>.</summary>
    private static bool TryParseDevice(ReadOnlySpan<char> word, out ulong device)
    {
        device = 0;
        int colon = word.IndexOf(':');
        if (colon < 0 || !uint.TryParse(word[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out uint major)
            || !uint.TryParse(word[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out uint minor))
            return false;
        device = ((ulong)major << 32) | minor;
        return true;
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> line)
    {
        int end = line.IndexOf(' ');
        ReadOnlySpan<char> word = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[(end + 1)..];
        return word;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && IsOctal(text[i + 1]) && IsOctal(text[i + 2]) && IsOctal(text[i + 3]))
            {
                plain.Append((char)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
