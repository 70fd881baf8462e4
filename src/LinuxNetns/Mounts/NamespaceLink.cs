using System.Globalization;

namespace LinuxNetns;

/// <summary>The text of a namespace link: <c>net:[4026531840]</c> (namespaces(7)).</summary>
internal static class NamespaceLink
{
    /// <summary>The inode; null if the text is not a network namespace's.</summary>
    internal static ulong? Inode(ReadOnlySpan<char> text) =>
        text is ['n', 'e', 't', ':', '[', .. var digits, ']'] && !digits.Contains('\0') // which TryParse takes for the end
        && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode)
            ? inode
            : null;
}
