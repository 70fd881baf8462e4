namespace LinuxNetns.Tool;

/// <summary>iproute2's rule for abbreviations: any prefix will do, the first match in the table's order wins, and the empty word matches nothing.</summary>
internal static class Prefix
{
    internal static bool Matches(string word, string whole) => word.Length > 0 && whole.StartsWith(word, StringComparison.Ordinal);
}
